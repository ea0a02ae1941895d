package io.serai.providers.azure;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.credential.TokenRequestContext;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import java.time.Instant;

/** Tokens by Azure's own identity library. */
final class EntraCredentials {

    /** For all that is an Azure AI service: https://learn.microsoft.com/azure/ai-services/authentication */
    static final String SCOPE = "https://cognitiveservices.azure.com/.default";

    private EntraCredentials() {}

    static EntraAuthorizer.TokenSource of(AzureOptions options) {
        TokenCredential credential = credential(options);
        String scope = options.text("scope").orElse(SCOPE);
        return () -> {
            AccessToken token = credential.getTokenSync(new TokenRequestContext().addScopes(scope));
            Instant expiresAt = token.getExpiresAt().toInstant();
            return new EntraAuthorizer.Token(token.getToken(), expiresAt);
        };
    }

    private static TokenCredential credential(AzureOptions options) {
        String kind = options.text("credential").orElse("");
        return switch (kind) {
            case "default" -> {
                DefaultAzureCredentialBuilder builder = new DefaultAzureCredentialBuilder();
                options.text("tenantId").ifPresent(builder::tenantId);
                options.text("clientId").ifPresent(builder::managedIdentityClientId);
                options.text("authority").ifPresent(builder::authorityHost);
                yield builder.build();
            }
            case "client-secret" -> {
                ClientSecretCredentialBuilder builder = new ClientSecretCredentialBuilder()
                        .tenantId(required(options, "tenantId"))
                        .clientId(required(options, "clientId"))
                        .clientSecret(required(options, "clientSecret"));
                options.text("authority").ifPresent(builder::authorityHost);
                yield builder.build();
            }
            default ->
                throw new IllegalArgumentException(
                        "expected credential to be one of [default, client-secret], found '" + kind + "'");
        };
    }

    private static String required(AzureOptions options, String name) {
        return options.text(name)
                .orElseThrow(() ->
                        new IllegalArgumentException("expected the option " + name + " beside credential, found none"));
    }
}
