package io.serai.gateway.boot;

import io.serai.api.json.JsonLimits;
import io.serai.gateway.accounts.AccountSettings;
import io.serai.gateway.cluster.ClusterSettings;
import io.serai.gateway.http.HttpSettings;
import io.serai.gateway.http.HttpSettings.ClientTimeouts;
import io.serai.gateway.http.HttpSettings.Http2Cleartext;
import io.serai.gateway.http.HttpSettings.Limits;
import io.serai.gateway.http.InMemoryAnswerStore;
import io.serai.gateway.http.TlsSettings;
import io.serai.gateway.settings.SettingsReader;
import io.serai.processors.responses.InMemoryResponseStore;
import io.serai.providers.http.UpstreamOptions;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that {@code gateway.properties} can say under {@code serai.}, with its defaults. Anything else there that begins with
 * {@code serai.} stops the start.
 *
 * @param http how clients are served
 * @param json how deep the JSON of a request may be nested
 * @param managementHost where metrics and probes are served
 * @param managementPort where metrics and probes are served; 0 for any that is free, -1 for not at all
 * @param upstream how providers are called
 * @param responses how much of {@code /v1/responses} is kept for {@code previous_response_id}
 * @param responsesKept where, if there is a database
 * @param idempotency how many answers are kept for those who repeat a request with its {@code Idempotency-Key}
 * @param accounts who callers are, and what they may spend
 * @param cluster how nodes find each other
 * @param cache how much room answers have that are given again, and who may share them
 */
public record Settings(
        HttpSettings http,
        JsonLimits json,
        String managementHost,
        int managementPort,
        UpstreamOptions upstream,
        InMemoryResponseStore.Limits responses,
        ResponsesKept responsesKept,
        InMemoryAnswerStore.Limits idempotency,
        AccountSettings accounts,
        ClusterSettings cluster,
        CacheSettings cache) {

    /** Where stored responses are: in memory alone, or in the database besides. */
    enum ResponsesKept {
        DATABASE,
        MEMORY
    }

    private static final int HIGHEST_PORT = 65_535;

    /** Whoever writes a request for a provider may wrap it a few times more, and what writes JSON ends at 256. */
    private static final int DEEPEST_JSON = 200;

    /** Reads the settings; {@link SettingsReader#rest()} names what is left over. */
    static Settings read(SettingsReader in) {
        Settings settings = new Settings(
                http(in),
                json(in),
                in.text("management.host", "127.0.0.1"),
                in.integer("management.port", 8081, -1, HIGHEST_PORT),
                UpstreamSettings.read(in),
                responses(in),
                in.flag("responses.database", true) ? ResponsesKept.DATABASE : ResponsesKept.MEMORY,
                idempotency(in),
                AccountSettings.read(in),
                ClusterSettings.read(in),
                CacheSettings.read(in));
        in.refuseRest();
        return settings;
    }

    private static JsonLimits json(SettingsReader in) {
        JsonLimits usual = JsonLimits.DEFAULT;
        return new JsonLimits(
                in.integer("http.max-json-depth", usual.depth(), 1, DEEPEST_JSON),
                usual.nameLength(),
                usual.numberLength(),
                usual.stringLength());
    }

    private static HttpSettings http(SettingsReader in) {
        return new HttpSettings(
                in.text("http.host", "127.0.0.1"),
                in.integer("http.port", 8080, 0, HIGHEST_PORT),
                new Limits(
                        in.bytes("http.max-body", "32MiB"),
                        in.bytes("http.max-bodies-in-flight", bodies()),
                        in.arrayBytes("http.max-header", "32KiB"),
                        in.arrayBytes("http.max-line", "8KiB"),
                        in.count("http.max-requests", 20_000)),
                new ClientTimeouts(
                        in.duration("http.header-timeout", "10s"),
                        in.duration("http.body-timeout", "20s"),
                        in.duration("http.keep-alive", "75s"),
                        in.duration("http.write-timeout", "60s"),
                        in.duration("http.request-timeout", "15m"),
                        in.duration("http.ping", "15s"),
                        in.duration("http.drain", "30s")),
                allowedHeaders(in),
                in.flag("http.h2c", false) ? Http2Cleartext.ON : Http2Cleartext.OFF,
                tls(in));
    }

    /** The one that makes calls fail is let in by its own setting alone. */
    private static Set<String> allowedHeaders(SettingsReader in) {
        Set<String> usual = Set.of(
                "content-type",
                "accept",
                "user-agent",
                "traceparent",
                "tracestate",
                "x-request-id",
                "anthropic-version",
                "anthropic-beta",
                "inference-header-content-length",
                "origin",
                "cache-control",
                "x-serai-*");
        Set<String> allowed = new HashSet<>(in.set("http.allowed-headers", usual));
        allowed.remove(HttpSettings.FAULT_HEADER);
        if (in.flag("faults.allowed", false)) {
            allowed.add(HttpSettings.FAULT_HEADER);
        }
        return allowed;
    }

    private static Optional<TlsSettings> tls(SettingsReader in) {
        Optional<Path> certificate = in.path("tls.certificate");
        Optional<Path> key = in.path("tls.key");
        Optional<Path> clientCa = in.path("tls.client-ca");
        TlsSettings tls = new TlsSettings(
                certificate.orElse(Path.of("")),
                key.orElse(Path.of("")),
                clientCa,
                clientAuth(in),
                in.duration("tls.reload", "5s"));
        if (certificate.isPresent() != key.isPresent() || (clientCa.isPresent() && certificate.isEmpty())) {
            throw in.wrong("tls.certificate", "needs serai.tls.key beside it, and the other way round");
        }
        return certificate.map(given -> tls);
    }

    private static TlsSettings.ClientAuth clientAuth(SettingsReader in) {
        String written = in.text("tls.client-auth", "required").strip().toLowerCase(Locale.ROOT);
        return switch (written) {
            case "required" -> TlsSettings.ClientAuth.REQUIRED;
            case "request" -> TlsSettings.ClientAuth.REQUEST;
            default -> throw in.wrong("tls.client-auth", "expected required or request, found '" + written + "'");
        };
    }

    private static InMemoryResponseStore.Limits responses(SettingsReader in) {
        return new InMemoryResponseStore.Limits(
                in.count("responses.max-per-caller", 1_000),
                in.bytes("responses.max-bytes-per-caller", "64MiB"),
                in.bytes("responses.max-bytes", "256MiB"),
                in.duration("responses.unused", "24h"));
    }

    private static InMemoryAnswerStore.Limits idempotency(SettingsReader in) {
        return new InMemoryAnswerStore.Limits(
                in.count("idempotency.max-answers", 10_000),
                in.bytes("idempotency.max-bytes", "128MiB"),
                in.bytes("idempotency.max-answer-bytes", "8MiB"),
                in.duration("idempotency.keep", "24h"));
    }

    /** A quarter of the heap: a body takes about three times its size once it is read and written again. */
    private static String bodies() {
        return Runtime.getRuntime().maxMemory() / 4 + "";
    }
}
