package io.serai.providers.bedrock;

import io.serai.api.call.Operation;
import io.serai.providers.http.Authorizer;
import io.serai.providers.http.HttpBackend;
import io.serai.providers.http.ProviderErrors;
import io.serai.providers.http.UpstreamClient;
import io.serai.providers.http.UpstreamTarget;
import io.serai.providers.spi.Backend;
import io.serai.providers.spi.Dialect;
import io.serai.providers.spi.NotConfigured;
import io.serai.providers.spi.ProviderSettings;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * AWS Bedrock's runtime (<a
 * href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations_Amazon_Bedrock_Runtime.html">reference</a>). Options:
 *
 * <ul>
 *   <li>{@code region}; needed, unless {@code baseUrl} names it
 *   <li>{@code accessKeyId}, {@code secretAccessKey}, {@code sessionToken}; without them, and without an {@code apiKey} (a Bedrock API key),
 *       AWS's default chain: environment, profile, container, instance
 *   <li>{@code baseModel}: what an ARN that does not tell its model is to be treated as, such as {@code anthropic.claude-sonnet-4-5}
 * </ul>
 */
public final class BedrockDialect implements Dialect {

    private static final int HELPERS = 64;
    private static final String AUTHORIZATION = "authorization";

    @Override
    public String name() {
        return "bedrock";
    }

    @Override
    public Set<Operation> operations() {
        return Set.of(Operation.CHAT, Operation.EMBED, Operation.COUNT_TOKENS);
    }

    @Override
    public Backend open(ProviderSettings settings, UpstreamClient http) {
        Optional<String> region = region(settings);
        if (region.isEmpty()) {
            return new NotConfigured("provider '" + settings.name()
                    + "' has no region: set its option region, by custom from AWS_REGION");
        }
        EventStreamFraming.demandLibrary();
        UpstreamTarget target = UpstreamTarget.of(settings.baseUrl().orElseGet(() -> endpoint(region.get())));
        BedrockTranslator translator = translator(settings);
        Map<String, String> headers = settings.bearerHeaders();
        Authorizer authorizer =
                headers.containsKey(AUTHORIZATION) ? Authorizer.NONE : signature(settings, region.get());
        Backend single =
                new HttpBackend(settings.name(), target, headers, translator, authorizer, http, InstantSource.system());
        return new BatchingBackend(single, translator, helpers(settings.name()));
    }

    static BedrockTranslator translator(ProviderSettings settings) {
        ProviderErrors errors = new ProviderErrors(settings.name(), secrets(settings));
        return new BedrockTranslator(
                new BedrockErrors(errors),
                AccessKey.option(settings.options(), "baseModel").map(ModelTraits::of));
    }

    private static Authorizer signature(ProviderSettings settings, String region) {
        Optional<AccessKey> key = AccessKey.in(settings.options());
        try {
            return key.isPresent()
                    ? SignatureAuthorizer.withKey(settings.name(), region, key.get(), Clock.systemUTC())
                    : SignatureAuthorizer.withDefaults(settings.name(), region, Clock.systemUTC());
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "expected software.amazon.awssdk:auth and :http-auth-aws on the class path, found no "
                            + e.getMessage(),
                    e);
        }
    }

    /** https://docs.aws.amazon.com/general/latest/gr/bedrock.html */
    private static URI endpoint(String region) {
        if (!region.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            throw new IllegalArgumentException("expected region to be such as us-east-1");
        }
        String domain = region.startsWith("cn-")
                ? "amazonaws.com.cn"
                : region.startsWith("eusc-") ? "amazonaws.eu" : "amazonaws.com";
        return URI.create("https://bedrock-runtime." + region + "." + domain);
    }

    private static Optional<String> region(ProviderSettings settings) {
        return AccessKey.option(settings.options(), "region")
                .or(() -> settings.baseUrl().map(URI::getHost).flatMap(BedrockDialect::regionIn));
    }

    /** {@code bedrock-runtime.us-east-1.amazonaws.com}, or with {@code -fips}; a VPC's endpoint has its own name before that. */
    private static Optional<String> regionIn(String host) {
        String[] labels = host.split("\\.");
        for (int i = 0; i + 1 < labels.length; i++) {
            if (labels[i].startsWith("bedrock-runtime")) {
                return Optional.of(labels[i + 1]);
            }
        }
        return Optional.empty();
    }

    /** What must not come back to a client in a provider's own words. */
    private static List<String> secrets(ProviderSettings settings) {
        List<String> secrets = new ArrayList<>(settings.secrets());
        AccessKey.in(settings.options()).ifPresent(key -> {
            secrets.add(key.id());
            secrets.add(key.secret());
            key.sessionToken().ifPresent(secrets::add);
        });
        return secrets;
    }

    /** Threads for batches of embeddings; there are none while nobody needs them. */
    private static ThreadPoolExecutor helpers(String provider) {
        return new ThreadPoolExecutor(0, HELPERS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "serai-embeddings-" + provider);
            thread.setDaemon(true);
            return thread;
        });
    }
}
