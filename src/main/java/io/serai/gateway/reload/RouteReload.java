package io.serai.gateway.reload;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the route files, and has what has changed put into the running gateway. What can't be started changes nothing. One thread. */
public final class RouteReload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    /** Editors write a file in several steps: wait until they are done. */
    private static final long SETTLE_MILLIS = 100;

    /** Puts the files, as they are now, in the place of what runs. */
    @FunctionalInterface
    public interface Renewal {
        /** @throws Exception saying why they can't be started; nothing has changed then */
        void renew() throws Exception;
    }

    private final RouteFolders folders;
    private final Renewal renewal;
    private final WatchService watcher;
    private Map<Path, String> seen;

    public RouteReload(RouteFolders folders, Renewal renewal) throws IOException {
        this.folders = folders;
        this.renewal = renewal;
        this.watcher = FileSystems.getDefault().newWatchService();
        this.seen = folders.watched();
        watchFolders();
    }

    /** Watches from now on. */
    public void start() {
        Thread.ofPlatform().name("route-reload").daemon().start(this::watch);
    }

    @Override
    public void close() throws IOException {
        watcher.close();
    }

    private void watch() {
        try {
            while (true) {
                WatchKey key = watcher.take();
                TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
                for (WatchKey more = key; more != null; more = watcher.poll()) {
                    more.pollEvents();
                    more.reset();
                }
                look();
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            LOG.debug("Routes are not watched any more");
        }
    }

    /** A folder may go while it is read: the next event comes soon. */
    private void look() {
        try {
            watchFolders();
            check();
        } catch (IOException | RuntimeException e) {
            LOG.error("Route files can't be read: {}", e.getMessage());
        }
    }

    private void watchFolders() throws IOException {
        for (Path folder : folders.all()) {
            folder.register(
                    watcher,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
        }
    }

    /** Compares the folders with what was seen last; the same broken file is not tried twice. */
    private void check() {
        Map<Path, String> now = folders.watched();
        if (now.equals(seen)) {
            return;
        }
        List<String> changes = changes(seen, now);
        seen = now;
        try {
            renewal.renew();
            LOG.info("Reloaded: {}", changes);
        } catch (Exception | LinkageError e) {
            LOG.error("Not reloaded, the last good version goes on: {}", e.getMessage());
            LOG.debug("Not reloaded", e);
        }
    }

    private List<String> changes(Map<Path, String> before, Map<Path, String> now) {
        Map<Path, String> all = new TreeMap<>(before);
        all.putAll(now);
        return all.keySet().stream()
                .filter(file -> !Objects.equals(now.get(file), before.get(file)))
                .map(file -> folders.display(file) + (now.containsKey(file) ? "" : " (removed)"))
                .toList();
    }
}
