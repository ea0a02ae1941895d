package io.serai.providers.azure;

import io.serai.api.call.Operation;
import io.serai.providers.compatible.Address;
import io.serai.providers.compatible.Service;
import io.serai.providers.compatible.Wording;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderSettings;
import java.util.Map;
import java.util.Set;

/**
 * Azure AI Model Inference (<a
 * href="https://learn.microsoft.com/rest/api/aifoundry/modelinference/">reference</a>): one API for models of many makers. The base URL is
 * {@code https://<resource>.services.ai.azure.com/models}, or that of a serverless endpoint. Options: {@code apiVersion}, and those of
 * {@link AzureAccess}. Parameters that the API does not name are passed on to the model ({@code extra-parameters: pass-through}).
 */
public final class AzureInferenceDialect implements Dialect {

    private static final String API_VERSION = "2024-05-01-preview";

    /** Extra parameters reach the model, which knows its own samplers; messages and tools are as the API has them. */
    private static final Service SERVICE = Service.of(Wording.COMMON
                    .knowing("top_k", "min_p", "repetition_penalty")
                    .renaming("max_completion_tokens", "max_tokens")
                    .knowingParts("input_audio")
                    .withTools("function"))
            .offering(Operation.EMBED)
            .embedding(Map.of(), Map.of("search_query", "query", "search_document", "document"));

    @Override
    public String name() {
        return "azure-inference";
    }

    @Override
    public Set<Operation> operations() {
        return SERVICE.operations();
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        AzureOptions options = new AzureOptions(settings.options());
        String version = options.text("apiVersion").orElse(API_VERSION);
        Address address = (endpoint, model) -> endpoint + "?api-version=" + version;
        return AzureAccess.open(
                settings, settings.baseUrl(), http, SERVICE, address, Map.of("extra-parameters", "pass-through"));
    }
}
