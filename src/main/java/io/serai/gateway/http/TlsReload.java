package io.serai.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes over certificates when their files change. New connections get the new ones, running ones keep theirs; broken files change nothing. */
final class TlsReload {

    private static final Logger LOG = LoggerFactory.getLogger(TlsReload.class);

    private final Vertx vertx;
    private final TlsSettings tls;
    private final List<HttpServer> servers;
    private List<FileTime> seen;

    TlsReload(Vertx vertx, TlsSettings tls, List<HttpServer> servers) {
        this.vertx = vertx;
        this.tls = tls;
        this.servers = servers;
        this.seen = times();
    }

    void start() {
        vertx.setPeriodic(tls.reload().toMillis(), tick -> vertx.executeBlocking(this::times)
                .onSuccess(this::compare));
    }

    private void compare(List<FileTime> now) {
        if (now.equals(seen)) {
            return;
        }
        seen = now;
        for (HttpServer server : servers) {
            server.updateSSLOptions(ServerOptions.reloaded(tls))
                    .onSuccess(changed -> LOG.info("The certificate in {} is in force", tls.certificate()))
                    .onFailure(failure -> LOG.error(
                            "The certificate in {} can't be read, the last good one stays in force: {}",
                            tls.certificate(),
                            failure.getMessage()));
        }
    }

    private List<FileTime> times() {
        return Stream.concat(Stream.of(tls.certificate(), tls.key()), tls.clientCa().stream())
                .map(TlsReload::time)
                .toList();
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (NoSuchFileException e) {
            return FileTime.fromMillis(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
