package io.serai.gateway.reload;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts edited route files into a running gateway. Files are tried out first; a broken one changes nothing, and what still fails when it is
 * put in is taken back. One thread.
 */
public final class RouteReload implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    /** Editors write a file in several steps: wait until they are done. */
    private static final long SETTLE_MILLIS = 100;

    private final CamelContext context;
    private final RouteFolders folders;
    private final RouteTrial trial;
    private final WatchService watcher;
    private Map<Path, String> good;

    public RouteReload(CamelContext context, RouteFolders folders) throws IOException {
        this.context = context;
        this.folders = folders;
        this.trial = new RouteTrial(context, folders);
        this.watcher = FileSystems.getDefault().newWatchService();
        this.good = folders.read();
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
                watchFolders();
                check();
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            LOG.debug("Routes are not watched any more");
        } catch (IOException | RuntimeException e) {
            LOG.error("Routes are not watched any more", e);
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

    /** Compares the folder with what runs, and puts in what has changed. */
    private void check() {
        Map<Path, String> now = folders.read();
        if (now.equals(good)) {
            return;
        }
        Optional<String> problem = trial.problem(now);
        if (problem.isPresent()) {
            LOG.error("Not reloaded, the last good version goes on: {}", problem.get());
            return;
        }
        Map<Path, String> changed = new LinkedHashMap<>(now);
        changed.entrySet().removeIf(file -> file.getValue().equals(good.get(file.getKey())));
        Map<Path, String> before = good;
        try {
            put(changed, now.keySet());
            good = now;
            LOG.info("Reloaded: {}", names(changed, before, now));
        } catch (Exception | LinkageError e) {
            LOG.error("Not reloaded, going back to the last good version: {}", e.getMessage(), e);
            takeBack(changed, before);
        }
    }

    private void takeBack(Map<Path, String> changed, Map<Path, String> before) {
        Map<Path, String> previous = new LinkedHashMap<>(before);
        previous.keySet().retainAll(changed.keySet());
        try {
            put(previous, before.keySet());
        } catch (Exception | LinkageError e) {
            LOG.error("The last good version can't be restored; restart the gateway", e);
        }
    }

    private void put(Map<Path, String> changed, Collection<Path> existing) throws Exception {
        Set<String> old = routesOf(changed.keySet(), existing);
        Set<String> updated = PluginHelper.getRoutesLoader(context).updateRoutes(RouteFolders.resources(changed));
        for (String id : old) {
            if (!updated.contains(id)) {
                context.getRouteController().stopRoute(id);
                context.removeRoute(id);
            }
        }
    }

    /** The routes that come from changed files, or from files that are gone. */
    private Set<String> routesOf(Collection<Path> changed, Collection<Path> existing) {
        Set<String> kept = existing.stream()
                .filter(file -> !changed.contains(file))
                .map(Path::toString)
                .collect(Collectors.toSet());
        return context.getRoutes().stream()
                .filter(route -> isOurs(route) && !kept.contains(file(route)))
                .map(Route::getId)
                .collect(Collectors.toSet());
    }

    private boolean isOurs(Route route) {
        return route.getSourceResource() != null && folders.contains(Path.of(file(route)));
    }

    private static String file(Route route) {
        Resource source = route.getSourceResource();
        return source == null ? "" : source.getLocation().replaceFirst("^file:", "");
    }

    private List<String> names(Map<Path, String> changed, Map<Path, String> before, Map<Path, String> now) {
        return Stream.concat(
                        changed.keySet().stream().map(folders::display),
                        before.keySet().stream()
                                .filter(file -> !now.containsKey(file))
                                .map(file -> folders.display(file) + " (removed)"))
                .toList();
    }
}
