package io.serai.providers.serving.torchserve;

import io.serai.api.call.Operation;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.serving.Embedding;
import io.serai.providers.serving.ModelServer;
import io.serai.providers.serving.ServingOptions;
import io.serai.providers.serving.ServingTranslator;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderSettings;
import java.util.List;
import java.util.Set;

/**
 * TorchServe (<a href="https://docs.pytorch.org/serve/inference_api.html">reference</a>). The base URL is {@code http://host:8080}; models
 * are called as {@code resnet-18} or {@code resnet-18/versions/2.0}; the {@code apiKey} is the server's inference token. What a model takes
 * is up to its handler. A request's {@code body}, a {@link io.serai.api.media.Blob}, goes out as it is; else the option {@code format} says
 * what becomes of the inputs:
 *
 * <ul>
 *   <li>{@code json}: an object of the inputs by name, as nested lists; the default
 *   <li>{@code instances}: {@code {"instances": […]}}, for handlers behind TorchServe's KServe envelope
 *   <li>{@code raw}: the one element of the one input, as text, or as bytes where its {@code content_type} is {@code base64}
 * </ul>
 *
 * Further options are those of {@link Embedding}.
 */
public final class TorchServeDialect implements Dialect {

    @Override
    public String name() {
        return "torchserve";
    }

    @Override
    public Set<Operation> operations() {
        return Set.of(Operation.PREDICT, Operation.EMBED);
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        ServingOptions options = new ServingOptions(settings.options());
        TorchServeCall.Format format =
                switch (options.word("format", List.of("json", "instances", "raw"))) {
                    case "instances" -> TorchServeCall.Format.INSTANCES;
                    case "raw" -> TorchServeCall.Format.RAW;
                    default -> TorchServeCall.Format.JSON;
                };
        ModelServer server = new ModelServer(settings);
        ProviderErrors errors = server.errors();
        return server.open(
                new ServingTranslator(
                        asked -> new TorchServeCall(asked, format, errors), Embedding.in(options), errors),
                http);
    }
}
