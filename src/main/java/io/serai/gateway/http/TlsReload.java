package io.serai.gateway.http;

import io.vertx.core.Future;
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
    private final ServerKeys keys;
    private final List<HttpServer> servers;
    private List<FileTime> inForce;
    private List<FileTime> latest;

    TlsReload(Vertx vertx, TlsSettings tls, ServerKeys keys, List<HttpServer> servers) {
        this.vertx = vertx;
        this.tls = tls;
        this.keys = keys;
        this.servers = servers;
        this.inForce = times();
        this.latest = inForce;
    }

    void start() {
        vertx.setPeriodic(tls.reload().toMillis(), tick -> vertx.executeBlocking(this::times)
                .onSuccess(this::compare));
    }

    /** Waits until all is as it was at the last look: a certificate and its key are seldom written in one go. */
    private void compare(List<FileTime> now) {
        boolean settled = now.equals(latest);
        latest = now;
        if (!settled || now.equals(inForce)) {
            return;
        }
        boolean authorities = !clientCa(now).equals(clientCa(inForce));
        inForce = now;
        vertx.executeBlocking(() -> TlsCheck.read(vertx, tls))
                .compose(fit -> {
                    keys.replace(fit);
                    return authorities ? renew() : Future.succeededFuture(true);
                })
                .onSuccess(changed -> LOG.info("The certificate in {} is in force", tls.certificate()))
                .onFailure(failure -> LOG.error("The last good certificate stays in force: {}", failure.getMessage()));
    }

    /**
     * Begins anew, so that no session goes on that another authority's certificate has opened. By force, because the options name the
     * same files, and are equal to Vert.x. For one listener, because all share a port, and so what Vert.x made of the options; while it
     * makes it, for some milliseconds, new connections fail.
     */
    private Future<Boolean> renew() {
        return servers.get(0).updateSSLOptions(ServerOptions.reloaded(tls, keys), true);
    }

    private static List<FileTime> clientCa(List<FileTime> times) {
        return times.subList(2, times.size());
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
