package io.serai.providers.serving.tensorflow;

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
import java.util.Optional;
import java.util.Set;

/**
 * TensorFlow Serving (<a href="https://www.tensorflow.org/tfx/serving/api_rest">reference</a>). The base URL is {@code http://host:8501};
 * models are called as {@code half_plus_three}, {@code half_plus_three/versions/123} or {@code half_plus_three/labels/stable}. Options,
 * beside those of {@link Embedding}:
 *
 * <ul>
 *   <li>{@code format}: {@code columnar} ({@code inputs}) or {@code row} ({@code instances}); columnar unless said otherwise
 *   <li>{@code signatureName}: unless a request's {@code parameters.signature_name} says otherwise
 * </ul>
 */
public final class TensorFlowDialect implements Dialect {

    @Override
    public String name() {
        return "tensorflow-serving";
    }

    @Override
    public Set<Operation> operations() {
        return Set.of(Operation.PREDICT, Operation.EMBED);
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        ServingOptions options = new ServingOptions(settings.options());
        TensorFlowCall.Format format =
                options.word("format", List.of("columnar", "row")).equals("row")
                        ? TensorFlowCall.Format.ROW
                        : TensorFlowCall.Format.COLUMNAR;
        Optional<String> signature = options.text("signatureName");
        ModelServer server = new ModelServer(settings);
        ProviderErrors errors = server.errors();
        return server.open(
                new ServingTranslator(
                        asked -> new TensorFlowCall(asked, format, signature, errors), Embedding.in(options), errors),
                http);
    }
}
