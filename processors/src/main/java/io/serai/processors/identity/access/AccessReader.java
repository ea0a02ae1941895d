package io.serai.processors.identity.access;

import io.serai.processors.identity.CertificateRule;
import io.serai.processors.yaml.YamlFile;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import io.serai.processors.yaml.YamlScalar;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code access.yaml}; what does not fit is refused by file, line and key. */
final class AccessReader {

    private static final List<String> KEYS = List.of("zone", "certificates", "rules");
    private static final List<String> RULE_KEYS = List.of("name", "when", "effect", "reason");
    private static final String SIMPLE = "simple";
    private static final List<String> LANGUAGES = List.of(SIMPLE, "jsonpath");
    private static final Map<String, Effect> EFFECTS = Map.of("allow", Effect.ALLOW, "deny", Effect.DENY);

    private AccessReader() {}

    static AccessFile read(String file, String text) {
        return YamlFile.read(file, text)
                .filter(node -> !(node instanceof YamlScalar scalar && scalar.isNothing()))
                .map(node -> read(node.map().only(KEYS)))
                .orElse(AccessFile.EMPTY);
    }

    private static AccessFile read(YamlMap top) {
        return new AccessFile(
                top.find("zone").map(AccessReader::zone).orElse(ZoneOffset.UTC),
                top.find("certificates").map(AccessReader::certificates).orElse(List.of()),
                top.find("rules").map(AccessReader::rules).orElse(List.of()));
    }

    private static ZoneId zone(YamlNode node) {
        try {
            return ZoneId.of(node.scalar().text());
        } catch (DateTimeException e) {
            throw node.wrong("expected a time zone such as Europe/Berlin, found " + node.words());
        }
    }

    private static List<CertificateRule> certificates(YamlNode node) {
        return node.list().items().stream().map(CertificateReader::read).toList();
    }

    private static List<RuleText> rules(YamlNode node) {
        List<RuleText> rules = new ArrayList<>();
        for (YamlNode item : node.list().items()) {
            RuleText rule = rule(item.map().only(RULE_KEYS));
            if (rules.stream().anyMatch(other -> other.name().equals(rule.name()))) {
                throw item.map().wrongKey("name", "'" + rule.name() + "' is there twice");
            }
            rules.add(rule);
        }
        return rules;
    }

    private static RuleText rule(YamlMap rule) {
        YamlNode when = rule.require("when");
        String language = SIMPLE;
        if (when instanceof YamlMap map) {
            language = language(map);
            when = map.require(language);
        }
        return new RuleText(
                rule.require("name").scalar().text(),
                language,
                when.scalar().text().strip(),
                when,
                effect(rule.require("effect")),
                rule.find("reason").map(it -> it.scalar().text()).orElse(""));
    }

    private static String language(YamlMap when) {
        when.only(LANGUAGES);
        Optional<String> only = when.entries().keySet().stream().findFirst();
        if (when.entries().size() != 1) {
            throw when.wrong("expected one language with its condition such as {jsonpath: ...}, found " + when.words());
        }
        return only.orElse(SIMPLE);
    }

    private static Effect effect(YamlNode node) {
        Effect effect = EFFECTS.get(node.scalar().text().toLowerCase(Locale.ROOT));
        if (effect == null) {
            throw node.wrong("expected allow or deny, found " + node.words());
        }
        return effect;
    }
}
