package io.serai.processors.queue;

import io.serai.api.chat.ChatStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stream whose call runs until its end: it gives the permit back then, or when it breaks or is given up. */
final class HeldStream extends ChatStream {

    private final ChatStream source;
    private final Permit permit;

    HeldStream(ChatStream source, Permit permit) {
        this.source = source;
        this.permit = permit;
    }

    @Override
    protected @Nullable Map<String, Object> read() {
        boolean more = false;
        try {
            more = source.hasNext();
            return more ? source.next() : null;
        } finally {
            if (!more) {
                permit.release();
            }
        }
    }

    @Override
    public boolean isReady() {
        return super.isReady() || source.isReady();
    }

    @Override
    public void close() {
        try {
            source.close();
        } finally {
            permit.release();
        }
    }
}
