package io.serai.processors.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.serai.processors.store.Database;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that books until it is killed. It says of each call what it has booked, once that is acknowledged: a line of {@code S} or
 * {@code R} for its end, and the request.
 */
public final class BookingProcess {

    private BookingProcess() {}

    /** @param arguments folder of the journal, URL of the database, first part of the names of requests */
    public static void main(String[] arguments) throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(arguments[1]);
        config.setMaximumPoolSize(2);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(1000);
        Bookkeeping books = Bookkeeping.open(
                new JournalSettings(Path.of(arguments[0]), 4 * 1024 * 1024, 1L << 30, Duration.ofMillis(5)),
                new Database(new HikariDataSource(config)),
                Duration.ofSeconds(30),
                InstantSource.system());
        AtomicLong number = new AtomicLong();
        for (int i = 0; i < 2; i++) {
            new Thread(() -> book(books.ledger(), arguments[2], number)).start();
        }
    }

    private static void book(Ledger ledger, String prefix, AtomicLong number) {
        PrintStream out = System.out;
        while (true) {
            long i = number.incrementAndGet();
            Line line = Lines.line(prefix + i, 1);
            ledger.reserve(line, Lines.nanos(100));
            if (i % 3 == 0) {
                ledger.extend(line, Lines.nanos(10));
            }
            if (i % 5 == 0) {
                ledger.release(line, "failed");
                out.println("R " + line.request());
            } else {
                ledger.settle(line, Lines.charge(i));
                out.println("S " + line.request());
            }
        }
    }
}
