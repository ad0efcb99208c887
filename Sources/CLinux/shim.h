// Kernel calls that Swift's Glibc overlay leaves out, each as a thin inline.
#ifndef BRANDPILOT_CLINUX_H
#define BRANDPILOT_CLINUX_H
#include <crypt.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/uio.h>

// GNU's own, declared here: _GNU_SOURCE would change structs that the Glibc overlay shares.
extern int accept4(int, struct sockaddr *, socklen_t *, int);
extern int pipe2(int[2], int);
extern int pthread_setname_np(pthread_t, const char *);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);

enum { LINUX_READABLE = EPOLLIN, LINUX_WRITABLE = EPOLLOUT,
       LINUX_ENDED = EPOLLRDHUP, LINUX_BROKEN = EPOLLERR | EPOLLHUP };

struct linux_event { uint64_t token; uint32_t events; };

static inline int linux_epoll_create(void) { return epoll_create1(EPOLL_CLOEXEC); }

// Edge-triggered for connections: registered once, never modified.
static inline int linux_epoll_add(int epoll, int fd, uint64_t token, uint32_t events, int edge) {
  struct epoll_event event = { .events = events | (edge ? EPOLLET : 0), .data.u64 = token };
  return epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static inline int linux_epoll_remove(int epoll, int fd) {
  return epoll_ctl(epoll, EPOLL_CTL_DEL, fd, 0);
}

enum { LINUX_EVENTS_AT_ONCE = 128 };

static inline int linux_epoll_wait(int epoll, struct linux_event *into, int milliseconds) {
  struct epoll_event events[LINUX_EVENTS_AT_ONCE];
  int count = epoll_wait(epoll, events, LINUX_EVENTS_AT_ONCE, milliseconds);
  for (int i = 0; i < count; i++) {
    into[i].token = events[i].data.u64;
    into[i].events = events[i].events;
  }
  return count;
}

static inline int linux_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

static inline int linux_accept(int fd, struct sockaddr *address, socklen_t *length) {
  return accept4(fd, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

// Sends a head and a body in one call, without copying either.
static inline ssize_t linux_send_two(int fd, const void *a, size_t an, const void *b, size_t bn) {
  struct iovec parts[2] = { { (void *)a, an }, { (void *)b, bn } };
  struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
  return sendmsg(fd, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static inline int linux_pipe(int *ends) { return pipe2(ends, O_CLOEXEC); }

static inline int linux_lock(int fd) { return flock(fd, LOCK_EX | LOCK_NB); }

static inline ssize_t linux_random(void *into, size_t count) { return getrandom(into, count, 0); }

static inline int linux_name_thread(const char *name) {
  return pthread_setname_np(pthread_self(), name);
}
#endif
