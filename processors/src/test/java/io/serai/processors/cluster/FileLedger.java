package io.serai.processors.cluster;

import io.serai.processors.ledger.Amounts;
import io.serai.processors.ledger.Charge;
import io.serai.processors.ledger.Ledger;
import io.serai.processors.ledger.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** A byte for each call that has been paid, in a file of each node and limit: it survives the node. */
final class FileLedger implements Ledger {

    private final Path folder;
    private final String node;
    private volatile String limit = "";

    FileLedger(Path folder, String node) {
        this.folder = folder;
        this.node = node;
    }

    /** From now on all calls are on this limit. */
    void write(String limitId) {
        limit = limitId;
    }

    /** How many calls all nodes together have paid, those that were killed included. */
    static long calls(Path folder, String limit) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(limit + "-"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void reserve(Line line, Amounts most) {}

    @Override
    public void extend(Line line, Amounts more) {}

    @Override
    public synchronized void settle(Line line, Charge charge) {
        try {
            Files.write(
                    folder.resolve(limit + "-" + node),
                    new byte[1],
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void release(Line line, String cause) {}
}
