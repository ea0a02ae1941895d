package io.serai.processors.identity;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * What a certificate is called.
 *
 * @param subject the parts of its subject, the most specific first; empty where it can't be read
 * @param alternatives its subject alternative names, with their kind before them: {@code dns:pay.example.com}, {@code uri:spiffe://…},
 *     {@code email:…}
 */
public record CertificateNames(List<Rdn> subject, List<String> alternatives) {

    private static final int EMAIL = 1;
    private static final int DNS = 2;
    private static final int URI = 6;

    public CertificateNames {
        subject = List.copyOf(subject);
        alternatives = List.copyOf(alternatives);
    }

    static CertificateNames of(X509Certificate certificate) {
        return new CertificateNames(
                subject(certificate.getSubjectX500Principal().getName()).orElse(List.of()), alternatives(certificate));
    }

    /** The parts of a name such as {@code CN=pay,OU=apps,O=Acme} (RFC 2253); empty where it is none. */
    static Optional<List<Rdn>> subject(String written) {
        try {
            List<Rdn> parts = new ArrayList<>(new LdapName(written).getRdns());
            // LdapName counts from the end.
            Collections.reverse(parts);
            return Optional.of(parts);
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    /** A certificate whose names can't be read has none. */
    private static List<String> alternatives(X509Certificate certificate) {
        List<String> names = new ArrayList<>();
        try {
            Collection<List<?>> all = certificate.getSubjectAlternativeNames();
            for (List<?> each : all == null ? List.<List<?>>of() : all) {
                alternative((Integer) each.get(0), each.get(1)).ifPresent(names::add);
            }
        } catch (CertificateParsingException e) {
            return List.of();
        }
        return names;
    }

    private static Optional<String> alternative(int kind, Object name) {
        return switch (kind) {
            case EMAIL -> Optional.of("email:" + name);
            case DNS -> Optional.of("dns:" + name.toString().toLowerCase(Locale.ROOT));
            case URI -> Optional.of("uri:" + name);
            default -> Optional.empty();
        };
    }
}
