package io.serai.gateway.importing;

import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The properties of a provider's bean, out of {@code litellm_params}. */
final class ProviderProperties {

    private static final String API_KEY = "apiKey";
    private static final String BASE_URL = "baseUrl";

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]+");
    private static final Pattern SECRET_HEADER =
            Pattern.compile("(?i).*(auth|key|token|secret|cookie|password|credential|signature).*");
    private static final Pattern SECRET_VALUE =
            Pattern.compile("(?i)(bearer |basic |sk-|ey[a-z0-9]).*|[A-Za-z0-9+/=_-]{24,}");

    private final ProviderKind kind;
    private final String model;
    private final Section params;
    private final Environment environment;
    private final Findings findings;
    private final Map<String, Object> properties = new LinkedHashMap<>();
    private final Map<String, Object> options = new LinkedHashMap<>();

    private ProviderProperties(ProviderKind.Named named, Section params, Environment environment, Findings findings) {
        this.kind = named.kind();
        this.model = named.model();
        this.params = params;
        this.environment = environment;
        this.findings = findings;
    }

    static Map<String, Object> of(
            ProviderKind.Named named, Section params, Environment environment, Findings findings) {
        return new ProviderProperties(named, params, environment, findings).read();
    }

    private Map<String, Object> read() {
        properties.putAll(kind.spoken());
        switch (kind.family()) {
            case PLAIN -> {
                address();
                key();
            }
            case OPENAI -> {
                address();
                params.take("organization").ifPresent(this::organization);
                key();
            }
            case AZURE -> azure();
            case BEDROCK -> bedrock();
            case VERTEX -> vertex();
        }
        headers();
        if (!options.isEmpty()) {
            properties.put("options", options);
        }
        return properties;
    }

    private void key() {
        Optional<YamlScalar> written = params.takeScalar("api_key");
        Optional<String> key = written.isPresent()
                ? written.flatMap(scalar -> environment.secret(scalar, kind.variable()))
                : defaultKey();
        key.ifPresent(placeholder -> properties.put(API_KEY, placeholder));
    }

    /** An address of one's own without a key has none. */
    private Optional<String> defaultKey() {
        return properties.containsKey(BASE_URL) && !kind.spoken().containsKey(BASE_URL)
                ? Optional.empty()
                : Optional.of(Environment.placeholder(kind.variable()));
    }

    private Optional<String> address() {
        Optional<String> address = params.takeScalar("api_base", "base_url").flatMap(this::address);
        address.ifPresent(url -> properties.put(BASE_URL, url));
        return address;
    }

    /** Users and queries in addresses may be secrets. */
    private Optional<String> address(YamlScalar written) {
        if (Environment.variable(written).isPresent()) {
            return Optional.of(environment.open(written));
        }
        try {
            URI uri = new URI(written.text().strip());
            if (uri.getRawAuthority() == null || uri.getHost() == null) {
                throw new URISyntaxException("", "no host");
            }
            if (uri.getRawUserInfo() != null || uri.getRawQuery() != null) {
                findings.add(written.place(), "a user or a query in an address is not copied; send it in a header");
            }
            return Optional.of(
                    new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null).toString());
        } catch (URISyntaxException e) {
            findings.add(written.place(), "is no address; put it into the provider's baseUrl yourself");
            return Optional.empty();
        }
    }

    private void organization(YamlNode organization) {
        if (organization instanceof YamlScalar scalar) {
            header("OpenAI-Organization", environment.open(scalar));
        } else {
            findings.add(organization.place(), "several organizations are several providers; none is set");
        }
    }

    private void azure() {
        if (address().isEmpty()) {
            properties.put(
                    BASE_URL,
                    Environment.placeholder(
                            kind.name().equals("azure-openai") ? "AZURE_API_BASE" : "AZURE_AI_API_BASE"));
        }
        params.takeScalar("api_version").ifPresent(version -> options.put("apiVersion", environment.open(version)));
        Optional<YamlScalar> token = params.takeScalar("azure_ad_token");
        Optional<YamlScalar> tenant = params.takeScalar("tenant_id");
        if (tenant.isPresent()) {
            options.put("credential", "client-secret");
            options.put("tenantId", environment.open(tenant.get()));
            params.takeScalar("client_id").ifPresent(id -> options.put("clientId", environment.open(id)));
            params.takeScalar("client_secret")
                    .flatMap(secret -> environment.secret(secret, "AZURE_CLIENT_SECRET"))
                    .ifPresent(secret -> options.put("clientSecret", secret));
        } else if (token.isPresent()) {
            findings.add(
                    token.get().place(),
                    "a token ends with its hour; the provider takes new ones: credential: default");
            options.put("credential", "default");
        } else {
            key();
        }
    }

    private void bedrock() {
        params.takeScalar("api_key")
                .flatMap(key -> environment.secret(key, "AWS_BEARER_TOKEN_BEDROCK"))
                .ifPresent(key -> properties.put(API_KEY, key));
        params.takeScalar("aws_bedrock_runtime_endpoint")
                .flatMap(this::address)
                .ifPresent(url -> properties.put(BASE_URL, url));
        options.put(
                "region",
                params.takeScalar("aws_region_name")
                        .map(environment::open)
                        .or(() -> BedrockModel.of(model).region())
                        .orElse(Environment.placeholder("AWS_REGION_NAME")));
        secretOption("aws_access_key_id", "accessKeyId", "AWS_ACCESS_KEY_ID");
        secretOption("aws_secret_access_key", "secretAccessKey", "AWS_SECRET_ACCESS_KEY");
        secretOption("aws_session_token", "sessionToken", "AWS_SESSION_TOKEN");
    }

    private void secretOption(String key, String option, String variable) {
        params.takeScalar(key)
                .flatMap(secret -> environment.secret(secret, variable))
                .ifPresent(secret -> options.put(option, secret));
    }

    private void vertex() {
        if (kind.equals(ProviderKind.CLAUDE_ON_VERTEX)) {
            options.put("flavor", "vertex");
        } else {
            options.put("platform", "vertex");
        }
        address();
        options.put(
                "project",
                params.takeScalar("vertex_project", "vertex_ai_project")
                        .map(environment::open)
                        .orElse(Environment.placeholder("VERTEXAI_PROJECT")));
        options.put(
                "location",
                params.takeScalar("vertex_location", "vertex_ai_location")
                        .map(environment::open)
                        .orElse("{{env:VERTEXAI_LOCATION:global}}"));
        params.takeScalar("vertex_credentials", "vertex_ai_credentials").ifPresent(this::credentials);
    }

    /** LiteLLM takes a file's name or what it holds. */
    private void credentials(YamlScalar written) {
        if (written.written().contains("{")) {
            findings.add(
                    written.place(),
                    "credentials in clear are not copied; write them to a file and set the provider's option credentials to its path");
        } else {
            options.put("credentials", environment.open(written));
        }
    }

    private void headers() {
        params.take("extra_headers", "headers").map(YamlNode::map).ifPresent(this::headers);
    }

    private void headers(YamlMap written) {
        written.entries().forEach((name, value) -> {
            YamlScalar scalar = value.scalar();
            if (!HEADER.matcher(name).matches()) {
                findings.add(scalar.place(), "expected the name of a header; is not sent");
            } else if (isSecret(name, scalar)) {
                String variable = (kind.name() + "_" + name)
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')
                        .replace('.', '_');
                environment.secret(scalar, variable).ifPresent(secret -> header(name, secret));
            } else {
                header(name, environment.open(scalar));
            }
        });
    }

    private static boolean isSecret(String name, YamlScalar value) {
        return SECRET_HEADER.matcher(name).matches()
                || SECRET_VALUE.matcher(value.written()).matches();
    }

    @SuppressWarnings("unchecked")
    private void header(String name, String value) {
        ((Map<String, Object>) properties.computeIfAbsent("headers", key -> new LinkedHashMap<String, Object>()))
                .put(name, value);
    }
}
