package io.serai.processors.audit;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * An event on its way to the journal.
 *
 * @param at when it was told, in milliseconds since the epoch
 * @param written completed once it is on the disk; null where nobody waits for that
 */
record Told(long at, AuditEvent event, @Nullable CompletableFuture<Void> written) {

    boolean isAwaited() {
        return written != null;
    }

    void done() {
        if (written != null) {
            written.complete(null);
        }
    }

    void failed(IOException cause) {
        if (written != null) {
            written.completeExceptionally(cause);
        }
    }
}
