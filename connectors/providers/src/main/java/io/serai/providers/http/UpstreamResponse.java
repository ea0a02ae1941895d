package io.serai.providers.http;

import io.serai.api.call.Cancellation;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.SeraiException;
import io.vertx.core.http.HttpClientResponse;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer whose head has come. Its body is read by one thread, as a whole or piece by piece; what is not read holds the
 * provider back. A body that breaks off never looks like one that ends. {@link #close} may be called by any thread.
 */
public final class UpstreamResponse implements Closeable {

    private final String provider;
    private final HttpClientResponse head;
    private final Inbox inbox;
    private final Exchange exchange;
    private final Patience patience;
    private final Cancellation.Registration cancel;
    private final int bodyBytes;
    private final @Nullable Unpacker unpacker;
    private volatile boolean complete;

    UpstreamResponse(
            String provider,
            HttpClientResponse head,
            Inbox inbox,
            Exchange exchange,
            Patience patience,
            Cancellation.Registration cancel,
            int bodyBytes) {
        this.provider = provider;
        this.head = head;
        this.inbox = inbox;
        this.exchange = exchange;
        this.patience = patience;
        this.cancel = cancel;
        this.bodyBytes = bodyBytes;
        this.unpacker = Unpacker.of(head.getHeader("content-encoding"), provider, this::readPacked);
    }

    /** The HTTP status; redirects are not followed. */
    public int status() {
        return head.statusCode();
    }

    /** The first header of this name, in any letter case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(head.getHeader(name));
    }

    /**
     * All of the body that has not been read yet.
     *
     * @throws SeraiException {@code provider_bad_response} when it breaks off or is larger than the options allow
     */
    public byte[] body() {
        if (unpacker != null) {
            return unpackAll(unpacker);
        }
        patience.begun();
        inbox.wantWhole(bodyBytes);
        if (inbox.claimResume()) {
            exchange.resume();
        }
        await(patience::awaitEnd);
        if (inbox.unreadBytes() > bodyBytes) {
            throw aborted(Failures.tooLarge(provider));
        }
        byte[] whole = inbox.take();
        byte[] rest = whole == null || whole.length == 0 ? null : inbox.take();
        if (rest != null) {
            throw new IllegalStateException("bytes came after the end");
        }
        complete = true;
        close();
        return whole == null ? new byte[0] : whole;
    }

    /**
     * The next bytes of the body, null at its clean end. Waits for them as long as the timeouts allow.
     *
     * @throws SeraiException {@code provider_bad_response} when it breaks off
     */
    public byte @Nullable [] read() {
        byte[] bytes = readBeforeFirstToken();
        patience.begun();
        return bytes;
    }

    /** Like {@link #read}, but leaves the timeout for the first token running: a comment of a stream is none. */
    byte @Nullable [] readBeforeFirstToken() {
        return unpacker == null ? readPacked() : unpacker.read();
    }

    /** Whether {@link #read} would answer without waiting. May err on the side of no. */
    public boolean isReady() {
        return unpacker == null && inbox.isReady();
    }

    /** Gives up what has not been read: the provider learns of it by a reset. Does nothing once all has been read. */
    @Override
    public void close() {
        cancel.close();
        if (complete) {
            return;
        }
        exchange.abort(new CallerException(ErrorKind.CALLER_GONE, "the response has been closed"));
    }

    /** Like {@link #close}, where next to nothing is left to come: lets it come, so that the connection can be used again. */
    void release() {
        cancel.close();
        exchange.release();
    }

    private byte @Nullable [] readPacked() {
        while (true) {
            byte[] bytes = inbox.take();
            if (bytes == null) {
                complete = true;
                cancel.close();
                return null;
            }
            if (inbox.claimResume()) {
                exchange.resume();
            }
            if (bytes.length > 0) {
                return bytes;
            }
            await(patience::awaitBytes);
        }
    }

    private byte[] unpackAll(Unpacker packed) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] bytes = packed.read(); bytes != null; bytes = packed.read()) {
            patience.begun();
            if (whole.size() + bytes.length > bodyBytes) {
                throw aborted(Failures.tooLarge(provider));
            }
            whole.writeBytes(bytes);
        }
        close();
        return whole.toByteArray();
    }

    private void await(Consumer<Inbox> wait) {
        try {
            wait.accept(inbox);
        } catch (SeraiException e) {
            throw aborted(e);
        }
    }

    private SeraiException aborted(SeraiException cause) {
        cancel.close();
        exchange.abort(cause);
        return cause;
    }
}
