package io.serai.providers.serving.inference;

import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Listens to a call of one message each way, and hands its end to the thread that waits for it. */
final class GrpcCall extends ClientCall.Listener<byte[]> {

    /**
     * How a call ended.
     *
     * @param message that came; null where none did
     * @param begun whether the server had begun to answer
     */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record End(Status status, Metadata trailers, byte @Nullable [] message, boolean begun) {}

    private final CompletableFuture<End> end = new CompletableFuture<>();
    private byte @Nullable [] message;
    private boolean begun;

    /** Done once the call has ended, whichever way. */
    CompletableFuture<End> end() {
        return end;
    }

    @Override
    public void onHeaders(Metadata headers) {
        begun = true;
    }

    @Override
    public void onMessage(byte[] received) {
        message = received;
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        end.complete(new End(status, trailers, message, begun));
    }
}
