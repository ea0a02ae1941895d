package io.serai.processors.oidc;

import io.serai.processors.yaml.YamlFile;
import io.serai.processors.yaml.YamlMap;
import io.serai.processors.yaml.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** Reads {@code oidc.yaml}. */
public final class OidcReader {

    private static final String ISSUERS = "issuers";
    private static final String MAX_TOKEN = "max-token";
    private static final String TRUSTED = "trusted-certificates";

    /** An HTTP head holds no longer one. */
    private static final int MOST_KIBI = 64;

    private OidcReader() {}

    /**
     * The settings that a file holds.
     *
     * @param file as messages are to name it
     * @param secrets where the secrets are that the file names
     * @throws io.serai.processors.yaml.YamlException naming file, line and key
     */
    public static OidcSettings read(String file, String text, Secrets secrets) {
        Optional<YamlNode> document = YamlFile.read(file, text);
        if (document.isEmpty()) {
            return OidcSettings.NONE;
        }
        YamlMap top = document.get().map().only(List.of(ISSUERS, MAX_TOKEN, TRUSTED));
        List<IssuerSettings> issuers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode node : top.require(ISSUERS).list().items()) {
            IssuerSettings issuer = new IssuerReader(secrets).read(node.map());
            if (!names.add(issuer.name())) {
                throw node.wrong("issuer '" + issuer.name() + "' is there twice");
            }
            issuers.add(issuer);
        }
        return new OidcSettings(
                Terms.size(top, MAX_TOKEN, OidcSettings.DEFAULT_MAX_TOKEN_BYTES, MOST_KIBI),
                top.find(TRUSTED).map(OidcReader::trust),
                issuers);
    }

    private static SSLContext trust(YamlNode file) {
        try {
            return TrustedCertificates.read(Path.of(file.scalar().text()));
        } catch (IllegalArgumentException e) {
            throw file.wrong("expected " + e.getMessage());
        }
    }
}
