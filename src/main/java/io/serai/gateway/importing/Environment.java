package io.serai.gateway.importing;

import io.serai.processors.yaml.YamlScalar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What comes out of the environment, in LiteLLM's spelling {@code os.environ/NAME} and in Camel's {@code {{env:NAME:}}}: empty where it is
 * not set, so that one provider without a key keeps no other from starting. Secrets that stand in the source in clear are put there.
 */
final class Environment {

    private static final Pattern REFERENCE = Pattern.compile("os\\.environ/([A-Za-z_][A-Za-z0-9_]*)");
    /** Words that stand where no key is needed. */
    private static final Set<String> NO_KEY =
            Set.of("none", "null", "na", "n/a", "empty", "anything", "fake", "fake-key", "dummy");

    private final Set<String> used = new HashSet<>();
    private final Map<String, String> secrets = new HashMap<>();
    private final Findings findings;

    /** @param source the whole text: variables that it names are not given another meaning */
    Environment(String source, Findings findings) {
        this.findings = findings;
        Matcher references = REFERENCE.matcher(source);
        while (references.find()) {
            used.add(references.group(1));
        }
    }

    /** The variable that a value refers to. */
    static Optional<String> variable(YamlScalar scalar) {
        Matcher reference = REFERENCE.matcher(scalar.written());
        return reference.matches() ? Optional.of(reference.group(1)) : Optional.empty();
    }

    static String placeholder(String variable) {
        return "{{env:" + variable + ":}}";
    }

    /** A value that is no secret. */
    String open(YamlScalar scalar) {
        return variable(scalar).map(Environment::placeholder).orElse(scalar.text());
    }

    /**
     * A secret; empty where a word stands in its place.
     *
     * @param wanted what the variable is called by custom
     */
    Optional<String> secret(YamlScalar scalar, String wanted) {
        Optional<String> variable = variable(scalar);
        if (variable.isPresent()) {
            return variable.map(Environment::placeholder);
        }
        if (scalar.isNothing() || NO_KEY.contains(scalar.written().toLowerCase(Locale.ROOT))) {
            return Optional.empty();
        }
        String name = secrets.computeIfAbsent(scalar.written(), secret -> free(wanted));
        findings.add(scalar.place(), "a secret in clear is not copied; set the environment variable " + name);
        return Optional.of(placeholder(name));
    }

    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; !used.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
