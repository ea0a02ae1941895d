package io.serai.providers.serving.inference;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;

/** A model server by gRPC, on loopback, which does what the name of the model says. */
final class InferenceServer implements BindableService, AutoCloseable {

    static final String PASSWORD = "changeit";

    private static final MethodDescriptor<byte[], byte[]> MODEL_INFER = MethodDescriptor.<byte[], byte[]>newBuilder()
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("inference.GRPCInferenceService/ModelInfer")
            .setRequestMarshaller(BytesMarshaller.BYTES)
            .setResponseMarshaller(BytesMarshaller.BYTES)
            .build();

    final List<String> requests = new ArrayList<>();
    final CountDownLatch called = new CountDownLatch(1);
    final CountDownLatch cancelled = new CountDownLatch(1);
    private final Server server;
    volatile Metadata headers = new Metadata();
    volatile byte[] answer = new byte[0];

    InferenceServer() throws Exception {
        server = builder().build().start();
    }

    /** With TLS, by the key pair in this PKCS #12 file. */
    InferenceServer(Path keys) throws Exception {
        KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        server = builder()
                .sslContext(GrpcSslContexts.configure(SslContextBuilder.forServer(managers))
                        .build())
                .build()
                .start();
    }

    private NettyServerBuilder builder() {
        return NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                .maxInboundMessageSize(64 * 1024)
                .intercept(new HeaderKeeper())
                .addService(this);
    }

    int port() {
        return server.getPort();
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder("inference.GRPCInferenceService")
                .addMethod(MODEL_INFER, ServerCalls.asyncUnaryCall(this::infer))
                .build();
    }

    private void infer(byte[] request, StreamObserver<byte[]> observer) {
        String text;
        try {
            text = InferenceProto.text(request);
        } catch (Exception e) {
            observer.onError(Status.INVALID_ARGUMENT.asRuntimeException());
            return;
        }
        synchronized (requests) {
            requests.add(text);
        }
        String model = text.split("\"")[1];
        if (model.equals("silent")) {
            ((ServerCallStreamObserver<byte[]>) observer).setOnCancelHandler(cancelled::countDown);
            called.countDown();
        } else if (model.startsWith("refusing-")) {
            Metadata trailers = new Metadata();
            trailers.put(Metadata.Key.of("retry-after", Metadata.ASCII_STRING_MARSHALLER), "7");
            observer.onError(Status.fromCode(Status.Code.valueOf(model.substring("refusing-".length())))
                    .withDescription("it says sk-test no")
                    .asRuntimeException(trailers));
        } else if (model.equals("unknown")) {
            observer.onError(Status.INVALID_ARGUMENT
                    .withDescription("Request for unknown model: 'unknown' is not found")
                    .asRuntimeException());
        } else {
            observer.onNext(answer);
            if (model.equals("cutting")) {
                observer.onError(Status.UNAVAILABLE.asRuntimeException());
            } else {
                observer.onCompleted();
            }
        }
    }

    @Override
    public void close() throws Exception {
        server.shutdownNow();
        server.awaitTermination(5, TimeUnit.SECONDS);
    }

    private final class HeaderKeeper implements ServerInterceptor {
        @Override
        public <A, B> ServerCall.Listener<A> interceptCall(
                ServerCall<A, B> call, Metadata received, ServerCallHandler<A, B> next) {
            headers = received;
            return next.startCall(call, received);
        }
    }
}
