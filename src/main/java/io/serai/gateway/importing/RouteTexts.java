package io.serai.gateway.importing;

import io.serai.gateway.importing.Findings.Finding;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The route files as texts. */
final class RouteTexts {

    private RouteTexts() {}

    /** {@code providers.camel.yaml}. */
    static String providers(String source, Map<String, Map<String, Object>> beans) {
        StringBuilder text = new StringBuilder("# Providers of " + source + ", written by ./serai import litellm.\n");
        if (beans.isEmpty()) {
            return text.append("- beans: []\n").toString();
        }
        text.append("- beans:\n");
        beans.forEach((name, properties) -> {
            text.append("    - name: ").append(YamlText.key(name)).append('\n');
            text.append("      type: io.serai.providers.Provider\n");
            text.append("      properties:\n");
            properties(text, properties, "        ");
        });
        return text.toString();
    }

    private static void properties(StringBuilder text, Map<?, ?> properties, String indent) {
        properties.forEach((key, value) -> {
            text.append(indent).append(YamlText.key(key)).append(':');
            if (value instanceof Map<?, ?> nested) {
                text.append('\n');
                properties(text, nested, indent + "  ");
            } else {
                text.append(' ').append(YamlText.of(value)).append('\n');
            }
        });
    }

    /** {@code models.yaml}, with what has no counterpart at its head. */
    static String models(String source, Collection<Group> groups, List<Finding> findings) {
        StringBuilder text = new StringBuilder("# Models of " + source + ", written by ./serai import litellm.\n");
        if (!findings.isEmpty()) {
            text.append("# Without a counterpart, or otherwise than it was:\n");
            findings.forEach(finding -> text.append("# ").append(finding.text()).append('\n'));
        }
        text.append(groups.isEmpty() ? "models: {}\n" : "models:\n");
        groups.forEach(group -> model(text, group));
        return text.toString();
    }

    private static void model(StringBuilder text, Group group) {
        text.append("  ").append(YamlText.key(group.name())).append(":\n");
        lines(text, group.settings());
        text.append("    targets:\n");
        group.targets()
                .forEach(target ->
                        text.append("      - ").append(YamlText.of(target)).append('\n'));
        if (!group.fallbacks().isEmpty()) {
            line(text, "fallbacks", group.fallbacks());
        }
        lines(text, group.limits());
    }

    private static void lines(StringBuilder text, Map<String, Object> values) {
        values.forEach((key, value) -> line(text, key, value));
    }

    private static void line(StringBuilder text, String key, Object value) {
        text.append("    ").append(key).append(": ").append(YamlText.of(value)).append('\n');
    }
}
