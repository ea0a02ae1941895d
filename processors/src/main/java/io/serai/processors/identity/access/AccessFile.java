package io.serai.processors.identity.access;

import io.serai.processors.identity.CertificateRule;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * What the file says.
 *
 * @param zone in which rules read the clock
 * @param certificates whose client certificates are
 * @param rules in their order; to be compiled by {@link AccessRules}
 */
public record AccessFile(ZoneId zone, List<CertificateRule> certificates, List<RuleText> rules) {

    /** Says nothing. */
    public static final AccessFile EMPTY = new AccessFile(ZoneOffset.UTC, List.of(), List.of());

    public AccessFile {
        certificates = List.copyOf(certificates);
        rules = List.copyOf(rules);
    }

    /**
     * Reads the file.
     *
     * @param file as messages are to name it
     * @throws io.serai.processors.yaml.YamlException naming file, line and key
     */
    public static AccessFile read(String file, String text) {
        return AccessReader.read(file, text);
    }
}
