package io.serai.providers.azure;

import io.serai.api.call.Operation;
import io.serai.providers.compatible.Service;
import io.serai.providers.compatible.Wording;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.ProviderSettings;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Azure OpenAI (<a href="https://learn.microsoft.com/azure/ai-services/openai/reference">reference</a>): OpenAI's API, each model behind a
 * deployment of one's own. The base URL is the resource's, {@code https://<resource>.openai.azure.com}, or comes of the option {@code
 * resource}. Further options:
 *
 * <ul>
 *   <li>{@code deployments}: the deployment of each model; without it they are named alike
 *   <li>{@code apiVersion}: of the deployments' API, {@value AzureOpenAiAddress#API_VERSION} unless said otherwise
 *   <li>{@code surface}: {@code deployments}, or {@code v1} for {@code /openai/v1} (<a
 *       href="https://learn.microsoft.com/azure/ai-services/openai/api-version-lifecycle">API evolution</a>)
 *   <li>those of {@link AzureAccess}, for a token in place of an {@code apiKey}
 * </ul>
 */
public final class AzureOpenAiDialect implements Dialect {

    private static final Service SERVICE = Service.of(Wording.OPENAI)
            .offering(Operation.EMBED, Operation.IMAGE, Operation.TRANSCRIBE, Operation.SPEECH);

    @Override
    public String name() {
        return "azure-openai";
    }

    @Override
    public Set<Operation> operations() {
        return SERVICE.operations();
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        AzureOptions options = new AzureOptions(settings.options());
        Optional<URI> baseUrl =
                settings.baseUrl().or(() -> options.text("resource").map(AzureOpenAiDialect::resource));
        return AzureAccess.open(settings, baseUrl, http, SERVICE, AzureOpenAiAddress.of(options), Map.of());
    }

    private static URI resource(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("expected resource to be letters, digits and '-', found '" + name + "'");
        }
        return URI.create("https://" + name + ".openai.azure.com");
    }
}
