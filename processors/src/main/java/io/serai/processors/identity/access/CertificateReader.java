package io.serai.processors.identity.access;

import io.serai.api.caller.Caller;
import io.serai.api.caller.Role;
import io.serai.processors.identity.CertificateRule;
import io.serai.processors.identity.NamePattern;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads whose a client certificate is. */
final class CertificateReader {

    private static final List<String> KEYS =
            List.of("subject", "san", "tenant", "team", "app", "user", "roles", "scopes", "models", "tags");

    private CertificateReader() {}

    static CertificateRule read(YamlNode node) {
        YamlMap rule = node.map().only(KEYS);
        String app = text(rule, "app");
        String user = text(rule, "user");
        if (app.isEmpty() == user.isEmpty()) {
            throw node.wrong("expected one of 'app' and 'user', found " + node.words());
        }
        return new CertificateRule(
                pattern(rule),
                new Caller(
                        rule.require("tenant").scalar().text(),
                        text(rule, "team"),
                        app,
                        "",
                        user,
                        roles(rule),
                        Set.copyOf(texts(rule, "scopes")),
                        texts(rule, "models"),
                        Set.copyOf(texts(rule, "tags")),
                        Map.of()));
    }

    private static NamePattern pattern(YamlMap rule) {
        if (rule.find("subject").isPresent() == rule.find("san").isPresent()) {
            throw rule.wrong("expected one of 'subject' and 'san', found " + rule.words());
        }
        if (rule.find("subject").isPresent()) {
            YamlNode subject = rule.require("subject");
            return NamePattern.ofSubject(subject.scalar().text())
                    .orElseThrow(() ->
                            subject.wrong("expected a subject such as CN=*,OU=apps,O=Acme, found " + subject.words()));
        }
        YamlNode san = rule.require("san");
        return NamePattern.ofAlternative(san.scalar().text())
                .orElseThrow(() -> san.wrong("expected a name such as dns:*.apps.example.com,"
                        + " uri:spiffe://example.com/pay/* or email:pay@example.com, found " + san.words()));
    }

    /** A machine's certificate calls models, unless it is said to do more. */
    private static Set<Role> roles(YamlMap rule) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        rule.find("roles").ifPresent(node -> node.list().items().forEach(item -> roles.add(role(item))));
        return roles.isEmpty() ? Set.of(Role.APPLICATION) : roles;
    }

    private static Role role(YamlNode item) {
        return Role.of(item.scalar().text())
                .orElseThrow(() -> item.wrong("expected one of "
                        + Arrays.stream(Role.values()).map(Role::label).collect(Collectors.joining(", "))
                        + ", found " + item.words()));
    }

    private static String text(YamlMap rule, String key) {
        return rule.find(key).map(node -> node.scalar().text()).orElse("");
    }

    private static List<String> texts(YamlMap rule, String key) {
        return rule.find(key).map(node -> node.list().texts()).orElse(List.of());
    }
}
