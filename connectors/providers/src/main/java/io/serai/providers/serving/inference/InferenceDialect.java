package io.serai.providers.serving.inference;

import io.serai.api.call.Operation;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.serving.Embedding;
import io.serai.providers.serving.ModelServer;
import io.serai.providers.serving.ServingErrors;
import io.serai.providers.serving.ServingOptions;
import io.serai.providers.serving.ServingTranslator;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The Open Inference Protocol, version 2 (<a
 * href="https://github.com/kserve/open-inference-protocol/tree/main/specification/protocol">specification</a>). The base URL is {@code
 * http://host:8000}, or {@code grpc://host:8001} ({@code grpcs://} with TLS) for gRPC. Models are called as {@code resnet} or {@code
 * resnet/versions/2}. Options, beside those of {@link Embedding}:
 *
 * <ul>
 *   <li>{@code transport}: {@code rest} or {@code grpc}; as the base URL says unless said otherwise
 *   <li>{@code contents}: how tensors go out by gRPC, {@code typed} or {@code raw}; typed unless said otherwise, but for {@code FP16} and
 *       {@code BF16}, which have to be raw
 * </ul>
 */
public final class InferenceDialect implements Dialect {

    private static final String GRPC = "grpc";

    @Override
    public String name() {
        return "kserve";
    }

    @Override
    public Set<Operation> operations() {
        return Set.of(Operation.PREDICT, Operation.EMBED);
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        ServingOptions options = new ServingOptions(settings.options());
        Embedding embedding = Embedding.in(options);
        ModelServer server = new ModelServer(settings);
        ProviderErrors errors = server.errors();
        boolean grpc = options.word("transport", List.of("rest", GRPC)).equals(GRPC)
                || settings.baseUrl().map(InferenceDialect::isGrpc).orElse(false);
        InferRequest.Contents contents =
                options.word("contents", List.of("typed", "raw")).equals("raw")
                        ? InferRequest.Contents.RAW
                        : InferRequest.Contents.TYPED;
        if (!grpc) {
            ServingTranslator translator =
                    new ServingTranslator(asked -> new InferCall(asked, errors), embedding, errors);
            return server.open(translator, http);
        }
        return settings.baseUrl().isEmpty()
                ? server.noAddress("grpc://localhost:8001")
                : byGrpc(settings.baseUrl().get(), settings, server, embedding, contents, http);
    }

    private static boolean isGrpc(URI baseUrl) {
        return baseUrl.getScheme() != null
                && baseUrl.getScheme().toLowerCase(Locale.ROOT).startsWith(GRPC);
    }

    private static Backend byGrpc(
            URI baseUrl,
            ProviderSettings settings,
            ModelServer server,
            Embedding embedding,
            InferRequest.Contents contents,
            UpstreamClient http) {
        try {
            return new GrpcBackend(
                    settings.name(),
                    GrpcChannel.open(
                            baseUrl, http.options(), settings.timeouts().connect()),
                    settings.bearerHeaders(),
                    embedding,
                    contents,
                    new GrpcErrors(settings.name(), new ServingErrors(server.errors())),
                    InstantSource.system());
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "expected io.grpc:grpc-netty and com.google.protobuf:protobuf-java on the class path, found no "
                            + e.getMessage(),
                    e);
        }
    }
}
