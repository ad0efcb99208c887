import Linux

let deployCommand = Command(
  name: "deploy", summary: "打印 systemd 或 nginx 的配置样例",
  options: [], words: ["systemd|nginx"]
) { arguments in
  switch arguments.words.first {
  case "systemd": Output.say(systemdUnit)
  case "nginx": Output.say(nginxSite)
  default: throw Arguments.Misuse(sentence: "要写明 systemd 或 nginx")
  }
  return .fine
}

private let systemdUnit = """
  # /etc/systemd/system/brandpilot.service
  # 先：useradd --system --home-dir /var/lib/brandpilot brandpilot
  #     程序放在 /opt/brandpilot/brandpilot，Forms 和 Seeds 放在它旁边
  [Unit]
  Description=BrandPilot
  After=network.target
  # 无论退出得多快、多少次，都再启动
  StartLimitIntervalSec=0

  [Service]
  User=brandpilot
  ExecStart=/opt/brandpilot/brandpilot serve --data /var/lib/brandpilot \\
    --listen unix:/run/brandpilot/http.sock --trust-proxy unix \\
    --origin https://brand.example.cn
  StateDirectory=brandpilot
  StateDirectoryMode=0750
  RuntimeDirectory=brandpilot
  Restart=always
  RestartPreventExitStatus=65
  RestartSec=200ms
  TimeoutStopSec=20
  UMask=0027
  LimitNOFILE=65536
  LimitCORE=0
  NoNewPrivileges=yes
  CapabilityBoundingSet=
  ProtectSystem=strict
  ProtectHome=yes
  PrivateTmp=yes
  PrivateDevices=yes
  ProtectKernelTunables=yes
  ProtectKernelModules=yes
  ProtectControlGroups=yes
  RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
  RestrictNamespaces=yes
  LockPersonality=yes
  MemoryDenyWriteExecute=yes
  SystemCallFilter=@system-service

  [Install]
  WantedBy=multi-user.target
  """

private let nginxSite = """
  # /etc/nginx/sites-available/brandpilot；证书请换成自己的
  # nginx 的运行用户要能打开套接字：usermod --append --groups brandpilot www-data
  upstream brandpilot {
    server unix:/run/brandpilot/http.sock;
    keepalive 64;
  }
  server {
    listen 80;
    server_name brand.example.cn;
    return 301 https://$host$request_uri;
  }
  server {
    listen 443 ssl http2;
    server_name brand.example.cn;
    ssl_certificate     /etc/ssl/brandpilot/fullchain.pem;
    ssl_certificate_key /etc/ssl/brandpilot/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    client_max_body_size 25m;

    # 运行指标只在本机看
    location = /metrics { deny all; }

    location / {
      proxy_pass http://brandpilot;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $remote_addr;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_request_buffering off;
    }
  }
  """
