package io.serai.processors.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import io.serai.processors.oidc.IssuerSettings.Accepted;
import io.serai.processors.oidc.IssuerSettings.Kept;
import io.serai.processors.oidc.IssuerSettings.Keys;
import io.serai.processors.oidc.IssuerSettings.NewUsers;
import io.serai.processors.oidc.Terms.Transport;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads what {@code oidc.yaml} says of one issuer. */
final class IssuerReader {

    private static final List<String> KNOWN = List.of(
            "issuer",
            "insecure-http",
            "audiences",
            "authorized-parties",
            "algorithms",
            "types",
            "clock-skew",
            "keys",
            "tokens",
            "create-users",
            "mapping",
            "authorization");

    /** Signatures whose check needs no secret. With HMAC the published key of an issuer would do as the secret. */
    private static final Map<String, JWSAlgorithm> ALGORITHMS = new TreeMap<>(Map.of(
            "RS256", JWSAlgorithm.RS256,
            "RS384", JWSAlgorithm.RS384,
            "RS512", JWSAlgorithm.RS512,
            "PS256", JWSAlgorithm.PS256,
            "PS384", JWSAlgorithm.PS384,
            "PS512", JWSAlgorithm.PS512,
            "ES256", JWSAlgorithm.ES256,
            "ES384", JWSAlgorithm.ES384,
            "ES512", JWSAlgorithm.ES512,
            "EdDSA", JWSAlgorithm.EdDSA));

    private static final Set<JWSAlgorithm> USUAL =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.EdDSA);

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Secrets secrets;

    IssuerReader(Secrets secrets) {
        this.secrets = secrets;
    }

    IssuerSettings read(YamlMap map) {
        map.only(KNOWN);
        Transport transport =
                map.find("insecure-http").map(node -> node.scalar().flag()).orElse(false)
                        ? Transport.ANY
                        : Transport.TLS;
        URI issuer = Terms.address(map.require("issuer"), transport);
        return new IssuerSettings(
                issuer,
                accepted(map),
                keys(part(map, "keys"), transport),
                kept(part(map, "tokens")),
                map.find("create-users").map(node -> node.scalar().flag()).orElse(false)
                        ? NewUsers.CREATED
                        : NewUsers.REFUSED,
                MappingReader.read(map.require("mapping").map()),
                map.find("authorization").map(node -> authorization(node.map(), transport)));
    }

    private static Optional<YamlMap> part(YamlMap map, String key) {
        return map.find(key).map(YamlNode::map);
    }

    private static Accepted accepted(YamlMap map) {
        return new Accepted(
                Terms.texts(map.require("audiences")),
                map.find("authorized-parties").map(Terms::texts).orElse(Set.of()),
                map.find("algorithms").map(IssuerReader::algorithms).orElse(USUAL),
                map.find("types").map(IssuerReader::types).orElse(Set.of("at+jwt")),
                Terms.duration(map, "clock-skew", Duration.ofSeconds(30), MINUTE.multipliedBy(5)));
    }

    private static Set<JWSAlgorithm> algorithms(YamlNode node) {
        Set<JWSAlgorithm> algorithms = new LinkedHashSet<>();
        for (YamlNode item : node.list().items()) {
            JWSAlgorithm algorithm = ALGORITHMS.get(item.scalar().text());
            if (algorithm == null) {
                throw item.wrong(
                        "expected one of " + String.join(", ", ALGORITHMS.keySet()) + ", found " + item.words());
            }
            algorithms.add(algorithm);
        }
        if (algorithms.isEmpty()) {
            throw node.wrong("expected at least one, found an empty list");
        }
        return algorithms;
    }

    private static Set<String> types(YamlNode node) {
        Set<String> types = new LinkedHashSet<>();
        for (String type : Terms.texts(node)) {
            types.add(type.toLowerCase(Locale.ROOT));
        }
        return types;
    }

    private static Keys keys(Optional<YamlMap> given, Transport transport) {
        Optional<YamlMap> map =
                given.map(m -> m.only(List.of("address", "at-most-every", "renewed-after", "kept-for", "timeout")));
        return new Keys(
                map.flatMap(m -> m.find("address")).map(node -> Terms.address(node, transport)),
                duration(map, "at-most-every", Duration.ofSeconds(30), Duration.ofHours(1)),
                duration(map, "renewed-after", Duration.ofMinutes(10), DAY),
                duration(map, "kept-for", DAY, DAY.multipliedBy(7)),
                duration(map, "timeout", Duration.ofSeconds(5), MINUTE));
    }

    private static Kept kept(Optional<YamlMap> given) {
        Optional<YamlMap> map = given.map(m -> m.only(List.of("kept-for", "most")));
        return new Kept(
                duration(map, "kept-for", Duration.ofMinutes(5), Duration.ofHours(1)), count(map, "most", 10_000));
    }

    private AuthorizationSettings authorization(YamlMap map, Transport transport) {
        map.only(List.of("server", "realm", "client", "secret", "kept-for", "most", "timeout"));
        Optional<YamlMap> given = Optional.of(map);
        return new AuthorizationSettings(
                Terms.address(map.require("server"), transport),
                map.require("realm").scalar().text(),
                map.require("client").scalar().text(),
                secret(map.require("secret").scalar()),
                duration(given, "kept-for", MINUTE, Duration.ofHours(1)),
                count(given, "most", 50_000),
                duration(given, "timeout", Duration.ofSeconds(5), MINUTE));
    }

    private Secret secret(YamlScalar reference) {
        try {
            return secrets.find(reference.text());
        } catch (IllegalArgumentException e) {
            // The text itself is not repeated: it may be a secret in the wrong place.
            throw reference.wrong("expected " + e.getMessage());
        }
    }

    private static Duration duration(Optional<YamlMap> map, String key, Duration fallback, Duration longest) {
        return map.map(m -> Terms.duration(m, key, fallback, longest)).orElse(fallback);
    }

    private static int count(Optional<YamlMap> map, String key, int fallback) {
        return map.map(m -> Terms.count(m, key, fallback, 1_000_000)).orElse(fallback);
    }
}
