package io.serai.gateway.importing;

import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads the entries of {@code model_list} (<a href="https://docs.litellm.ai/docs/proxy/configs">source</a>). */
final class DeploymentReader {

    /** By LiteLLM's modes (<a href="https://docs.litellm.ai/docs/proxy/health">source</a>); those that are missing are chats. */
    private static final Map<String, String> OPERATIONS = Map.of(
            "embedding", "embed",
            "rerank", "rerank",
            "image_generation", "image",
            "audio_transcription", "transcribe",
            "audio_speech", "speech",
            "moderation", "moderate");

    private static final Pattern SERIES = Pattern.compile("(o_series|gpt5_series|responses)/");
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    private final Map<String, YamlMap> credentials;
    private final Environment environment;
    private final Findings findings;

    /** @param credentials of {@code credential_list}, by name */
    DeploymentReader(Map<String, YamlMap> credentials, Environment environment, Findings findings) {
        this.credentials = credentials;
        this.environment = environment;
        this.findings = findings;
    }

    /** Empty, and reported, where there is no counterpart. */
    Optional<Deployment> read(YamlMap entry) {
        Section top = new Section(entry);
        YamlScalar name = entry.require("model_name").scalar();
        top.take("model_name", "litellm_params", "model_info");
        top.reportRest(findings);
        Section params = withCredentials(Section.of(entry, "litellm_params"));
        YamlScalar model =
                params.takeScalar("model").orElseThrow(() -> entry.wrong("expected litellm_params.model, found none"));
        Optional<ProviderKind.Named> named = ProviderKind.of(
                        model.text(), params.takeScalar("custom_llm_provider").map(YamlScalar::text))
                .map(known -> params.takeScalar("api_base", "base_url")
                        .map(address -> known.at(address.written()))
                        .orElse(known));
        if (model.text().equals("*")) {
            findings.add(model.place(), "callers name the provider, of those that are declared: openai/gpt-4.1-mini");
            return Optional.empty();
        }
        if (named.isEmpty()) {
            findings.add(model.place(), "this provider has no counterpart; the entry is left out");
            return Optional.empty();
        }
        String called = called(named.get());
        if (!ModelName.isValidPattern(name.text()) || !ModelName.isValidPattern(called)) {
            findings.add(name.place(), "expected names of letters, digits and . _ - : / @ ~; the entry is left out");
            return Optional.empty();
        }
        Section info = Section.of(entry, "model_info");
        Deployment deployment = deployment(name, named.get(), called, params, info);
        prices(deployment, params, info);
        params.reportRest(findings);
        info.reportRest(findings);
        return Optional.of(deployment);
    }

    private Section withCredentials(Section params) {
        Optional<YamlScalar> name = params.takeScalar("litellm_credential_name");
        if (name.isEmpty()) {
            return params;
        }
        YamlMap values = credentials.get(name.get().text());
        if (values == null) {
            findings.add(name.get().place(), "is not in credential_list");
            return params;
        }
        Section merged = params.over(values);
        merged.take("litellm_credential_name");
        return merged;
    }

    private static String called(ProviderKind.Named named) {
        return switch (named.kind().family()) {
            case BEDROCK -> BedrockModel.of(named.model()).name();
            case AZURE -> SERIES.matcher(named.model()).replaceFirst("");
            default -> named.model();
        };
    }

    private Deployment deployment(
            YamlScalar name, ProviderKind.Named named, String called, Section params, Section info) {
        Optional<BigDecimal> weight = params.takeNumber(findings, "weight");
        Optional<BigDecimal> requests = limit(params, "rpm");
        Optional<BigDecimal> tokens = limit(params, "tpm");
        return new Deployment(
                name.place(),
                name.text(),
                info.takeScalar("id").map(YamlScalar::text),
                named.kind(),
                ProviderProperties.of(named, params, environment, findings),
                called,
                weight.or(() -> requests).or(() -> tokens),
                tags(params),
                params.takeScalar("region_name").map(environment::open),
                maxInputTokens(info),
                info.takeScalar("mode").map(YamlScalar::text).map(OPERATIONS::get),
                whole(params.takeNumber(findings, "order")),
                seconds(params.takeNumber(findings, "timeout", "request_timeout")),
                seconds(params.takeNumber(findings, "stream_timeout")),
                whole(params.takeNumber(findings, "num_retries", "max_retries")));
    }

    private Optional<BigDecimal> limit(Section params, String key) {
        Optional<BigDecimal> limit = params.takeNumber(findings, key);
        if (limit.isPresent()) {
            findings.add(params.at(key), "targets have no limits; taken for a weight where none is said");
        }
        return limit;
    }

    private List<String> tags(Section params) {
        List<String> tags = params.takeTexts("tags");
        if (tags.contains("default")) {
            findings.add(
                    params.at("tags"), "'default' is a tag like others: requests without tags may go to any target");
        }
        return tags;
    }

    private OptionalLong maxInputTokens(Section info) {
        Optional<BigDecimal> tokens = info.takeNumber(findings, "max_input_tokens");
        return tokens.isPresent() && tokens.get().signum() > 0
                ? OptionalLong.of(tokens.get().longValue())
                : OptionalLong.empty();
    }

    private static OptionalInt whole(Optional<BigDecimal> number) {
        return number.isPresent() ? OptionalInt.of(number.get().intValue()) : OptionalInt.empty();
    }

    static Optional<Duration> seconds(Optional<BigDecimal> number) {
        return number.filter(seconds -> seconds.signum() > 0)
                .map(seconds ->
                        Duration.ofMillis(Math.max(1, seconds.movePointRight(3).longValue())));
    }

    /** LiteLLM has dollars per token; here they have a file of their own. */
    private void prices(Deployment deployment, Section params, Section info) {
        for (Section section : List.of(params, info)) {
            Optional<BigDecimal> input = section.takeNumber(findings, "input_cost_per_token");
            Optional<BigDecimal> output = section.takeNumber(findings, "output_cost_per_token");
            if (input.isPresent() || output.isPresent()) {
                findings.add(
                        section.at(input.isPresent() ? "input_cost_per_token" : "output_cost_per_token"),
                        "belongs into prices.yaml: " + YamlText.key(deployment.model()) + ": {"
                                + input.map(price -> "input: " + perMillion(price))
                                        .orElse("")
                                + (input.isPresent() && output.isPresent() ? ", " : "")
                                + output.map(price -> "output: " + perMillion(price))
                                        .orElse("") + "}");
            }
        }
    }

    private static String perMillion(BigDecimal dollars) {
        BigDecimal price = dollars.multiply(MILLION);
        return price.signum() == 0 ? "0" : price.stripTrailingZeros().toPlainString();
    }

    /** The credentials of a configuration, by name. */
    static Map<String, YamlMap> credentials(Section top) {
        Map<String, YamlMap> byName = new HashMap<>();
        top.take("credential_list").map(YamlNode::list).ifPresent(list -> list.items()
                .forEach(item -> {
                    YamlMap credential = item.map();
                    byName.put(
                            credential.require("credential_name").scalar().text(),
                            credential.require("credential_values").map());
                }));
        return byName;
    }
}
