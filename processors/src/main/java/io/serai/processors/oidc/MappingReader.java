package io.serai.processors.oidc;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.serai.api.caller.Role;
import io.serai.processors.oidc.ClaimRule.Form;
import io.serai.processors.yaml.YamlList;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads what {@code oidc.yaml} says of the claims of one issuer. */
final class MappingReader {

    private static final List<String> KNOWN =
            List.of("tenant", "team", "application", "machine", "name", "roles", "tags", "attributes");

    private MappingReader() {}

    static Mapping read(YamlMap map) {
        map.only(KNOWN);
        map.require("tenant");
        List<ClaimRule> app = rules(map, "application");
        Optional<ClaimRule> machine = map.find("machine").map(MappingReader::rule);
        if (machine.isPresent() && app.isEmpty()) {
            throw map.wrongKey("machine", "expected 'application' beside it: a machine is known by its application");
        }
        List<ClaimRule> name = rules(map, "name");
        return new Mapping(
                rules(map, "tenant"),
                rules(map, "team"),
                app,
                machine,
                name.isEmpty() ? List.of(ClaimRule.plain("preferred_username")) : name,
                roles(map),
                rules(map, "tags"),
                attributes(map));
    }

    /** One rule or a list of them. */
    private static List<ClaimRule> rules(YamlMap map, String key) {
        Optional<YamlNode> node = map.find(key);
        if (node.isEmpty()) {
            return List.of();
        }
        return node.get() instanceof YamlList list
                ? list.items().stream().map(MappingReader::rule).toList()
                : List.of(rule(node.get()));
    }

    private static ClaimRule rule(YamlNode node) {
        YamlMap map = node.map().only(List.of("claim", "words", "pattern", "map"));
        return new ClaimRule(
                ClaimPath.of(map.require("claim").scalar().text()),
                map.find("words").map(flag -> flag.scalar().flag()).orElse(false) ? Form.WORDS : Form.WHOLE,
                map.find("pattern").map(MappingReader::pattern),
                map.find("map").map(table -> table(table.map())));
    }

    private static Pattern pattern(YamlNode node) {
        try {
            return Pattern.compile(node.scalar().text());
        } catch (PatternSyntaxException e) {
            throw node.wrong("expected a regular expression, found " + node.words() + ": " + e.getDescription());
        }
    }

    private static Map<String, String> table(YamlMap map) {
        Map<String, String> table = new LinkedHashMap<>();
        map.entries().forEach((value, ours) -> table.put(value, ours.scalar().text()));
        return table;
    }

    /** Roles come of a table only: an issuer's role that happens to be named like one of ours is not that one. */
    private static List<ClaimRule> roles(YamlMap map) {
        List<ClaimRule> rules = rules(map, "roles");
        map.find("roles").ifPresent(node -> {
            List<YamlNode> items = node instanceof YamlList list ? list.items() : List.of(node);
            items.forEach(item -> checkRoles(item.map().require("map").map()));
        });
        return rules;
    }

    private static void checkRoles(YamlMap table) {
        for (YamlNode role : table.entries().values()) {
            if (Role.of(role.scalar().text()).isEmpty()) {
                throw role.wrong("expected one of "
                        + Arrays.stream(Role.values()).map(Role::label).collect(Collectors.joining(", ")) + ", found "
                        + role.words());
            }
        }
    }

    private static Map<String, ClaimRule> attributes(YamlMap map) {
        Map<String, ClaimRule> rules = new LinkedHashMap<>();
        map.find("attributes").map(YamlNode::map).ifPresent(named -> named.entries()
                .forEach((name, rule) -> {
                    if (TokenFacts.isReserved(name)) {
                        throw named.wrongKey(name, "is set by the gateway itself");
                    }
                    rules.put(name, rule(rule));
                }));
        return rules;
    }
}
