package io.serai.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one run. Never that of an earlier one: nodes would ship what they find in its journals. Deleted in the end, unless something
 * was wrong, for then its logs are needed.
 */
final class RunFolder implements AutoCloseable {

    private final Path folder;
    private boolean needed = true;

    /** @param parent is made where it is not there */
    RunFolder(Path parent) throws IOException {
        folder = Files.createTempDirectory(Files.createDirectories(parent), "run-");
    }

    Path path() {
        return folder;
    }

    /** Nobody has to look into it. */
    void forget() {
        needed = false;
    }

    @Override
    public void close() throws IOException {
        if (needed) {
            Fleet.say("logs are in %s", folder);
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
