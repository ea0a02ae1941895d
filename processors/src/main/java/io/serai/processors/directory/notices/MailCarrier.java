package io.serai.processors.directory.notices;

import io.serai.api.json.Json;
import io.serai.api.json.JsonException;
import io.serai.processors.directory.Outbox.Due;
import jakarta.mail.Authenticator;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Sends notices as plain-text mail. */
public final class MailCarrier implements Carrier {

    private static final String MILLIS = "10000";

    private final MailSettings settings;
    private final Session session;

    public MailCarrier(MailSettings settings) {
        this.settings = settings;
        this.session = Session.getInstance(properties(settings), new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(settings.user(), settings.password());
            }
        });
    }

    private static Properties properties(MailSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("mail.transport.protocol", "smtp");
        properties.setProperty("mail.smtp.host", settings.host());
        properties.setProperty("mail.smtp.port", String.valueOf(settings.port()));
        properties.setProperty("mail.smtp.auth", String.valueOf(!settings.user().isEmpty()));
        // Angus Mail waits for ever by itself, and believes any certificate.
        properties.setProperty("mail.smtp.connectiontimeout", MILLIS);
        properties.setProperty("mail.smtp.timeout", MILLIS);
        properties.setProperty("mail.smtp.writetimeout", MILLIS);
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty(
                "mail.smtp.ssl.enable", String.valueOf(settings.security() == MailSettings.Security.TLS));
        String starttls = String.valueOf(settings.security() == MailSettings.Security.STARTTLS);
        properties.setProperty("mail.smtp.starttls.enable", starttls);
        properties.setProperty("mail.smtp.starttls.required", starttls);
        return properties;
    }

    @Override
    public void carry(Due notice) throws DeliveryException {
        try {
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress(settings.from(), true));
            message.setRecipient(Message.RecipientType.TO, new InternetAddress(notice.address(), true));
            message.setSubject("Serai: " + notice.event(), StandardCharsets.UTF_8.name());
            message.setHeader("Auto-Submitted", "auto-generated");
            message.setHeader("X-Serai-Delivery", notice.id());
            message.setText(text(notice), StandardCharsets.UTF_8.name());
            Transport.send(message);
        } catch (MessagingException e) {
            throw new DeliveryException(
                    "the mail was not taken: " + e.getClass().getSimpleName());
        }
    }

    /** One line for each thing that is told. */
    private static String text(Due notice) {
        StringBuilder text = new StringBuilder(notice.event()).append("\n\n");
        about(notice.body())
                .forEach((name, value) ->
                        text.append(name).append(": ").append(value).append('\n'));
        return text.toString();
    }

    private static Map<String, Object> about(String body) {
        try {
            Map<String, Object> all = Json.standard().readObject(body.getBytes(StandardCharsets.UTF_8));
            Map<String, Object> lines = new TreeMap<>();
            if (all.get("about") instanceof Map<?, ?> about) {
                about.forEach((name, value) -> lines.put(String.valueOf(name), String.valueOf(value)));
            }
            lines.put("at", String.valueOf(all.get("at")));
            lines.put("tenant", String.valueOf(all.get("tenant")));
            return lines;
        } catch (JsonException e) {
            throw new IllegalStateException("expected the JSON that the outbox has written", e);
        }
    }
}
