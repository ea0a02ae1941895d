package io.serai.processors.directory.notices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.serai.processors.directory.NoticeTarget.Channel;
import io.serai.processors.directory.Outbox.Due;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailCarrierTest {

    private static final String BODY =
            "{\"id\":\"ntc_1\",\"event\":\"subscription.pending\",\"tenant\":\"ten_a\",\"at\":\"2026-03-02T10:15:30Z\","
                    + "\"about\":{\"name\":\"fast\",\"kind\":\"model\"}}";

    private static final Due NOTICE =
            new Due("ntc_1", "subscription.pending", BODY, Channel.MAIL, "boss@example.com", "", 1);

    private GreenMail server;

    @BeforeEach
    void start() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private MailSettings settings(MailSettings.Security security, String user) {
        return new MailSettings(
                "127.0.0.1", server.getSmtp().getPort(), security, "serai@example.com", user, "the password");
    }

    @Test
    void carry_sendsOnePlainMail() throws Exception {
        new MailCarrier(settings(MailSettings.Security.NONE, "")).carry(NOTICE);
        assertTrue(server.waitForIncomingEmail(5_000, 1));
        MimeMessage mail = server.getReceivedMessages()[0];
        assertEquals("Serai: subscription.pending", mail.getSubject());
        assertEquals("boss@example.com", mail.getAllRecipients()[0].toString());
        assertEquals("serai@example.com", mail.getFrom()[0].toString());
        assertEquals(
                "subscription.pending\n\nat: 2026-03-02T10:15:30Z\nkind: model\nname: fast\ntenant: ten_a",
                mail.getContent().toString().replace("\r\n", "\n").strip());
    }

    @Test
    void carry_userAndPassword_signsIn() throws Exception {
        server.setUser("serai@example.com", "serai", "the password");
        new MailCarrier(settings(MailSettings.Security.NONE, "serai")).carry(NOTICE);
        assertTrue(server.waitForIncomingEmail(5_000, 1));
    }

    @Test
    void carry_startTlsWantedAndNotOffered_sendsNothing() {
        assertThrows(DeliveryException.class, () -> new MailCarrier(settings(MailSettings.Security.STARTTLS, ""))
                .carry(NOTICE));
        assertEquals(0, server.getReceivedMessages().length);
    }

    @Test
    void carry_noServer_isNotDelivered() {
        MailSettings settings = settings(MailSettings.Security.NONE, "");
        server.stop();
        assertThrows(DeliveryException.class, () -> new MailCarrier(settings).carry(NOTICE));
    }

    @Test
    void settings_asText_tellNoPassword() {
        assertFalse(settings(MailSettings.Security.TLS, "u").toString().contains("password"));
    }
}
