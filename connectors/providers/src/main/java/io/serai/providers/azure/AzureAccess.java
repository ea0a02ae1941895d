package io.serai.providers.azure;

import io.serai.providers.compatible.Address;
import io.serai.providers.compatible.CompatibleTranslator;
import io.serai.providers.compatible.Service;
import io.serai.providers.http.Authorizer;
import io.serai.providers.http.HttpBackend;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamTarget;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.NotConfigured;
import io.serai.providers.spi.ProviderSettings;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * How to be let in: by the {@code apiKey}, in the header {@code api-key}; or by a token of Microsoft Entra, for which the option {@code
 * credential} says where it comes from:
 *
 * <ul>
 *   <li>{@code default}: environment, workload identity, managed identity or developer tools (<a
 *       href="https://learn.microsoft.com/java/api/com.azure.identity.defaultazurecredential">DefaultAzureCredential</a>); {@code clientId}
 *       names a managed identity
 *   <li>{@code client-secret}: {@code tenantId}, {@code clientId}, {@code clientSecret}; {@code authority} for other clouds
 * </ul>
 *
 * {@code scope} is what the token is for, {@value EntraCredentials#SCOPE} unless said otherwise.
 */
final class AzureAccess {

    private static final String API_KEY = "api-key";

    private AzureAccess() {}

    static Backend open(
            ProviderSettings settings,
            Optional<URI> baseUrl,
            UpstreamClient http,
            Service service,
            Address address,
            Map<String, String> ofEachCall) {
        if (baseUrl.isEmpty()) {
            return new NotConfigured("provider '" + settings.name()
                    + "' has no address: set its baseUrl to the endpoint that the Azure portal shows for the resource");
        }
        AzureOptions options = new AzureOptions(settings.options());
        Map<String, String> headers = new LinkedHashMap<>();
        settings.printableKey().ifPresent(key -> headers.put(API_KEY, key));
        headers.putAll(settings.lowerCaseHeaders());
        boolean token = options.text("credential").isPresent();
        if (!token && !headers.containsKey(API_KEY) && !headers.containsKey("authorization")) {
            return new NotConfigured(
                    "provider '" + settings.name() + "' has no API key: set its apiKey, or its option credential");
        }
        InstantSource clock = InstantSource.system();
        Authorizer authorizer = token ? new EntraAuthorizer(settings.name(), tokens(options), clock) : Authorizer.NONE;
        ProviderErrors errors = new ProviderErrors(settings.name(), secrets(settings, options));
        CompatibleTranslator translator = new CompatibleTranslator(
                service, address, ofEachCall, errors, () -> UUID.randomUUID().toString());
        return new HttpBackend(
                settings.name(), UpstreamTarget.of(baseUrl.get()), headers, translator, authorizer, http, clock);
    }

    /** Who has a key needs no azure-identity. */
    private static EntraAuthorizer.TokenSource tokens(AzureOptions options) {
        try {
            return EntraCredentials.of(options);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "expected com.azure:azure-identity on the class path, found no " + e.getMessage(), e);
        }
    }

    /** What must not come back to a client in a provider's own words. */
    private static List<String> secrets(ProviderSettings settings, AzureOptions options) {
        List<String> secrets = new ArrayList<>(settings.secrets());
        options.text("clientSecret").ifPresent(secrets::add);
        return secrets;
    }
}
