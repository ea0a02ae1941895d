package io.serai.providers.bedrock;

import io.serai.api.error.ErrorKind;
import io.serai.api.error.ProviderException;
import io.serai.providers.http.Authorizer;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signs requests with AWS Signature Version 4 (<a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">description</a>), by AWS's own signer. The only class besides
 * {@link EventStreamFraming} that needs the AWS SDK: loaded when a provider is opened that signs.
 */
final class SignatureAuthorizer implements Authorizer {

    private static final String SERVICE = "bedrock";

    private final String provider;
    private final String region;
    private final AwsCredentialsProvider credentials;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final Clock clock;

    private SignatureAuthorizer(String provider, String region, AwsCredentialsProvider credentials, Clock clock) {
        this.provider = provider;
        this.region = region;
        this.credentials = credentials;
        this.clock = clock;
    }

    /** With a key that is given. */
    static SignatureAuthorizer withKey(String provider, String region, AccessKey key, Clock clock) {
        AwsCredentialsProvider given = StaticCredentialsProvider.create(key.sessionToken()
                .<AwsCredentials>map(token -> AwsSessionCredentials.create(key.id(), key.secret(), token))
                .orElseGet(() -> AwsBasicCredentials.create(key.id(), key.secret())));
        return new SignatureAuthorizer(provider, region, given, clock);
    }

    /** With what the SDK finds: environment, profile, container, instance. Looked for at the first call. */
    static SignatureAuthorizer withDefaults(String provider, String region, Clock clock) {
        return new SignatureAuthorizer(
                provider, region, DefaultCredentialsProvider.builder().build(), clock);
    }

    @Override
    public Map<String, String> headers(Unauthorized request) {
        AwsCredentialsIdentity identity = identity();
        // What proxies may change is better not signed.
        SdkHttpRequest plain = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(request.method()))
                .uri(request.uri())
                .putHeader("content-type", request.headers().getOrDefault("content-type", "application/json"))
                .build();
        Map<String, List<String>> signed = signer.sign(builder -> builder.identity(identity)
                        .request(plain)
                        .payload(ContentStreamProvider.fromByteArrayUnsafe(request.body()))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request()
                .headers();
        Map<String, String> headers = new LinkedHashMap<>(8);
        signed.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("host") && !lower.equals("content-type")) {
                headers.put(lower, values.get(0));
            }
        });
        return headers;
    }

    private AwsCredentialsIdentity identity() {
        try {
            return credentials.resolveCredentials();
        } catch (SdkException e) {
            // Its message lists files and addresses of this host.
            throw new ProviderException(
                    ErrorKind.PROVIDER_AUTH, "the gateway has no AWS credentials for provider '" + provider + "'", e);
        }
    }
}
