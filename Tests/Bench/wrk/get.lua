-- One page, by somebody who is signed in.
function init(words) wrk.headers["Cookie"] = "session=" .. words[1] end
