package io.serai.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts an nginx with a configuration of its own: {@code proxy_pass}, keep-alive both ways, two workers, no buffering of answers. */
final class NginxLauncher {

    private static final String CONFIGURATION =
            """
            daemon off;
            worker_processes 2;
            worker_rlimit_nofile 20000;
            pid FOLDER/nginx.pid;
            error_log FOLDER/nginx-error.log error;
            events {
              worker_connections 16384;
            }
            http {
              access_log off;
              client_body_temp_path FOLDER/body;
              proxy_temp_path FOLDER/proxy;
              fastcgi_temp_path FOLDER/fastcgi;
              uwsgi_temp_path FOLDER/uwsgi;
              scgi_temp_path FOLDER/scgi;
              client_max_body_size 32m;
              client_body_buffer_size 1m;
              keepalive_requests 100000000;
              upstream mock {
                server 127.0.0.1:UPSTREAM;
                keepalive 1024;
                keepalive_requests 100000000;
              }
              server {
                listen 127.0.0.1:PORT backlog=4096;
                location / {
                  proxy_pass http://mock;
                  proxy_http_version 1.1;
                  proxy_set_header Connection "";
                  proxy_buffering off;
                }
              }
            }
            """;

    private final Path folder;
    private final Lab lab;
    private final String command;
    private final String version;

    NginxLauncher(Lab lab) {
        this.lab = lab;
        this.folder = lab.folder().resolve("nginx").toAbsolutePath();
        this.command = Commands.find("nginx").map(Path::toString).orElse("");
        this.version =
                command.isEmpty() ? "" : Commands.firstLine(command, "-v").replaceFirst(".*nginx/", "nginx ");
    }

    /** Empty when nginx is not installed. */
    String version() {
        return version;
    }

    ChildProcess start(int port, int upstream) {
        Path configuration = folder.resolve("nginx.conf");
        try {
            Files.createDirectories(folder);
            Files.writeString(
                    configuration,
                    CONFIGURATION
                            .replace("FOLDER", folder.toString())
                            .replace("UPSTREAM", String.valueOf(upstream))
                            .replace("PORT", String.valueOf(port)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> line = List.of(
                command,
                "-p",
                folder.toString(),
                "-c",
                configuration.toString(),
                "-e",
                folder.resolve("nginx-error.log").toString());
        return lab.keep(ChildProcess.logged("nginx", line, Map.of(), lab.folder()));
    }
}
