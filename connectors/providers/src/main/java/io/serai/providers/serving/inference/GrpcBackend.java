package io.serai.providers.serving.inference;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.serai.api.call.Cancellation;
import io.serai.api.call.Operation;
import io.serai.api.chat.ChatStream;
import io.serai.api.error.CallerException;
import io.serai.api.error.ErrorKind;
import io.serai.api.error.GatewayException;
import io.serai.api.error.ProviderException;
import io.serai.providers.http.Translation.MalformedException;
import io.serai.providers.serving.Embedding;
import io.serai.providers.serving.EmbeddingPrediction;
import io.serai.providers.serving.ModelName;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.ProviderCall;
import java.lang.ref.Cleaner;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A model server that is called by gRPC: {@code inference.GRPCInferenceService/ModelInfer}. */
final class GrpcBackend implements Backend {

    private static final MethodDescriptor<byte[], byte[]> MODEL_INFER = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("inference.GRPCInferenceService/ModelInfer")
            .setRequestMarshaller(BytesMarshaller.BYTES)
            .setResponseMarshaller(BytesMarshaller.BYTES)
            .build();
    /** Nobody closes a provider that a reload has replaced; without this gRPC logs that a channel was forgotten. */
    private static final Cleaner CLEANER = Cleaner.create();

    private final String provider;
    private final ManagedChannel channel;
    private final Map<String, String> headers;
    private final Embedding embedding;
    private final InferRequest.Contents contents;
    private final GrpcErrors errors;
    private final InstantSource clock;

    GrpcBackend(
            String provider,
            ManagedChannel channel,
            Map<String, String> headers,
            Embedding embedding,
            InferRequest.Contents contents,
            GrpcErrors errors,
            InstantSource clock) {
        this.provider = provider;
        this.channel = channel;
        this.headers = headers;
        this.embedding = embedding;
        this.contents = contents;
        this.errors = errors;
        this.clock = clock;
        metadata();
        CLEANER.register(this, channel::shutdown);
    }

    @Override
    public Map<String, Object> answer(ProviderCall call) {
        try {
            if (call.operation() != Operation.EMBED) {
                return predict(call, call.request());
            }
            EmbeddingPrediction prediction = new EmbeddingPrediction(embedding, call.model(), call.request());
            call.notes().drop(prediction.dropped());
            return prediction.embeddings(predict(call, prediction.request()));
        } catch (MalformedException e) {
            throw new ProviderException(
                    ErrorKind.PROVIDER_BAD_RESPONSE,
                    "provider '" + provider + "' answered with something unexpected: " + e.getMessage());
        }
    }

    @Override
    public ChatStream stream(ProviderCall call) {
        throw new UnsupportedOperationException("predictions are not streamed");
    }

    private Map<String, Object> predict(ProviderCall call, Map<String, Object> request) throws MalformedException {
        ModelName model = ModelName.of(call.model(), request, InferCall.VERSIONS);
        InferRequest message = new InferRequest(model, request, contents);
        byte[] bytes = message.toBytes();
        call.notes().drop(message.dropped());
        return InferResponse.read(send(bytes, call), model.name());
    }

    private byte[] send(byte[] message, ProviderCall call) {
        ClientCall<byte[], byte[]> sent = channel.newCall(
                MODEL_INFER, CallOptions.DEFAULT.withDeadlineAfter(patience(call), TimeUnit.NANOSECONDS));
        GrpcCall listener = new GrpcCall();
        try (Cancellation.Registration registered =
                call.cancellation().onCancel(() -> sent.cancel("the client has gone", null))) {
            if (!call.cancellation().isCancelled()) {
                sent.start(listener, metadata());
                // One more than expected: the second would tell of a server that sends too many.
                sent.request(2);
                sent.sendMessage(message);
                sent.halfClose();
                return received(listener.end().get(), call);
            }
        } catch (InterruptedException e) {
            sent.cancel("the gateway is stopping", null);
            Thread.currentThread().interrupt();
            throw new GatewayException(ErrorKind.GATEWAY_DRAINING, "the gateway is stopping");
        } catch (ExecutionException e) {
            throw new IllegalStateException("nobody completes it so", e);
        }
        throw gone();
    }

    /** To the whole answer's first byte, which in gRPC is the whole answer. */
    private static long patience(ProviderCall call) {
        long own = Math.min(
                call.timeouts().firstToken().toNanos(), call.timeouts().total().toNanos());
        return Math.min(own, call.deadline().remainingNanos());
    }

    private byte[] received(GrpcCall.End end, ProviderCall call) {
        if (end.status().isOk()) {
            if (end.message() == null) {
                throw errors.brokenOff();
            }
            return end.message();
        }
        if (call.cancellation().isCancelled()) {
            throw gone();
        }
        throw errors.of(end, clock.instant());
    }

    private static CallerException gone() {
        return new CallerException(ErrorKind.CALLER_GONE, "the client has gone");
    }

    /** Made anew for each call: gRPC adds to it. */
    private Metadata metadata() {
        Metadata metadata = new Metadata();
        headers.forEach((name, value) -> metadata.put(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER), value));
        return metadata;
    }
}
