package io.serai.gateway.store;

import io.serai.gateway.settings.SettingsReader;
import io.serai.processors.directory.WebhookAddress;
import io.serai.processors.directory.notices.MailSettings;
import io.serai.processors.directory.notices.MailSettings.Security;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Settings under {@code serai.webhooks.} and {@code serai.mail.}.
 *
 * @param addresses that web hooks may have
 * @param mail how mail is sent; empty where it is not
 */
public record NoticeSettings(WebhookAddress addresses, Optional<MailSettings> mail) {

    private static final int SUBMISSION = 587;
    private static final int HIGHEST_PORT = 65_535;

    /** Reads them, with what they point to. */
    public static NoticeSettings read(SettingsReader in) {
        return read(in, System.getenv());
    }

    static NoticeSettings read(SettingsReader in, Map<String, String> environment) {
        return new NoticeSettings(new WebhookAddress(in.set("webhooks.hosts", Set.of())), mail(in, environment));
    }

    private static Optional<MailSettings> mail(SettingsReader in, Map<String, String> environment) {
        String host = in.text("mail.host", "").strip();
        MailSettings mail = new MailSettings(
                host,
                in.integer("mail.port", SUBMISSION, 1, HIGHEST_PORT),
                security(in),
                in.text("mail.from", "").strip(),
                in.text("mail.user", "").strip(),
                SecretReference.read(in, "mail.password", environment));
        if (host.isEmpty()) {
            return Optional.empty();
        }
        if (mail.from().isEmpty()) {
            throw in.wrong("mail.host", "needs serai.mail.from, the address that mail comes from");
        }
        if (!mail.user().isEmpty() && mail.password().isEmpty()) {
            throw in.wrong("mail.user", "needs serai.mail.password beside it");
        }
        if (!mail.user().isEmpty() && mail.security() == Security.NONE) {
            throw in.wrong("mail.security", "none would send the password in the clear; expected starttls or tls");
        }
        return Optional.of(mail);
    }

    private static Security security(SettingsReader in) {
        String written = in.text("mail.security", "starttls").strip().toLowerCase(Locale.ROOT);
        return switch (written) {
            case "starttls" -> Security.STARTTLS;
            case "tls" -> Security.TLS;
            case "none" -> Security.NONE;
            default -> throw in.wrong("mail.security", "expected starttls, tls or none, found '" + written + "'");
        };
    }
}
