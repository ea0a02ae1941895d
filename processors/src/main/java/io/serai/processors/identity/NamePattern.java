package io.serai.processors.identity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.naming.ldap.Rdn;

/** Certificates by what they are called. */
public sealed interface NamePattern {

    /** Whether a certificate is called so. */
    boolean fits(CertificateNames names);

    /**
     * By the whole subject, such as {@code CN=*,OU=apps,O=Acme}: as many parts in the same order, of which a {@code *} stands for any one
     * value. A part that a pattern does not name might say that it is somebody else's.
     */
    static Optional<NamePattern> ofSubject(String written) {
        return CertificateNames.subject(written)
                .filter(parts -> !parts.isEmpty() && parts.stream().allMatch(part -> part.size() > 0))
                .map(Subject::new);
    }

    /**
     * By one alternative name, such as {@code dns:pay.example.com}, {@code dns:*.apps.example.com} for one label,
     * {@code uri:spiffe://example.com/pay/*} for all that begins so, or {@code email:pay@example.com}.
     */
    static Optional<NamePattern> ofAlternative(String written) {
        int colon = written.indexOf(':');
        String kind = colon < 0 ? "" : written.substring(0, colon);
        String name = written.substring(colon + 1);
        int star = name.indexOf('*');
        boolean fits =
                switch (kind) {
                    case "dns" -> star < 0 || (star == 0 && name.startsWith("*.") && name.lastIndexOf('*') == 0);
                    // Not before the end of the host: what begins like our name may be somebody else's.
                    case "uri" ->
                        star < 0 || (star == name.length() - 1 && name.matches("[a-z][a-z0-9+.-]*://[^/*]+/.*"));
                    case "email" -> star < 0;
                    default -> false;
                };
        String pattern = kind.equals("dns") ? written.toLowerCase(Locale.ROOT) : written;
        return fits && !name.isEmpty() ? Optional.of(new Alternative(pattern)) : Optional.empty();
    }

    /** See {@link #ofSubject}. */
    record Subject(List<Rdn> parts) implements NamePattern {

        private static final String ANY = "*";

        public Subject {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean fits(CertificateNames names) {
            List<Rdn> subject = names.subject();
            if (subject.size() != parts.size()) {
                return false;
            }
            for (int i = 0; i < parts.size(); i++) {
                if (!fits(parts.get(i), subject.get(i))) {
                    return false;
                }
            }
            return true;
        }

        private static boolean fits(Rdn pattern, Rdn part) {
            if (ANY.equals(pattern.getValue())) {
                return pattern.size() == 1
                        && part.size() == 1
                        && pattern.getType().equalsIgnoreCase(part.getType());
            }
            return pattern.equals(part);
        }
    }

    /** See {@link #ofAlternative}. */
    record Alternative(String pattern) implements NamePattern {

        @Override
        public boolean fits(CertificateNames names) {
            return names.alternatives().stream().anyMatch(this::fits);
        }

        private boolean fits(String name) {
            int star = pattern.indexOf('*');
            if (star < 0) {
                return name.equals(pattern);
            }
            String before = pattern.substring(0, star);
            String after = pattern.substring(star + 1);
            if (!name.startsWith(before) || name.length() <= before.length() + after.length()) {
                return false;
            }
            return after.isEmpty()
                    ? !name.contains("/../") && !name.contains("/./")
                    : name.endsWith(after) && name.indexOf('.') == name.length() - after.length();
        }
    }
}
