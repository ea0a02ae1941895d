package io.serai.processors.audit;

import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Runs checks side by side, with no more of them in memory than there are threads, and a few. */
final class SegmentPool implements AutoCloseable {

    private final ExecutorService threads;
    private final CompletionService<Long> done;
    private final int most;
    private int running;
    private long rows;

    SegmentPool(int size) {
        threads = Executors.newFixedThreadPool(size, task -> {
            Thread thread = new Thread(task, "audit-verify");
            thread.setDaemon(true);
            return thread;
        });
        done = new ExecutorCompletionService<>(threads);
        most = size * 2;
    }

    void submit(AuditSource source, SegmentCheck check) throws SQLException {
        while (running >= most) {
            await();
        }
        Callable<Long> task = () -> check.run(source);
        done.submit(task);
        running++;
    }

    /** How many rows all checks have read, once they have. */
    long rows() throws SQLException {
        while (running > 0) {
            await();
        }
        return rows;
    }

    private void await() throws SQLException {
        try {
            running--;
            rows += done.take().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("the verification was interrupted", e);
        } catch (ExecutionException e) {
            throw new SQLException("the audit log can't be read", e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
