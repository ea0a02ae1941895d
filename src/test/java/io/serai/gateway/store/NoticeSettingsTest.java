package io.serai.gateway.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.serai.gateway.settings.SettingsReader;
import io.serai.gateway.settings.SettingsReader.Found;
import io.serai.gateway.settings.StartException;
import io.serai.processors.directory.notices.MailSettings;
import io.serai.processors.directory.notices.MailSettings.Security;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeSettingsTest {

    private static NoticeSettings settings(String... keysAndValues) {
        Map<String, Found> table = new TreeMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            table.put(keysAndValues[i], new Found(keysAndValues[i + 1], "gateway.properties:1"));
        }
        SettingsReader in = new SettingsReader(table);
        NoticeSettings settings = NoticeSettings.read(in, Map.of("MAILPASS", "the password"));
        in.refuseRest();
        return settings;
    }

    @Test
    void read_nothingSaid_sendsNoMailAndCallsNobodyInside() {
        NoticeSettings settings = settings();
        assertEquals(Optional.empty(), settings.mail());
        assertFalse(settings.addresses().isAllowed(URI.create("https://localhost/")));
    }

    @Test
    void read_all_isTaken() {
        NoticeSettings settings = settings(
                "webhooks.hosts", "hooks.internal:8443, other.internal",
                "mail.host", "mail.example.com",
                "mail.from", "serai@example.com",
                "mail.user", "serai",
                "mail.password", "env:MAILPASS",
                "mail.security", "TLS",
                "mail.port", "465");
        assertEquals(
                Optional.of(new MailSettings(
                        "mail.example.com", 465, Security.TLS, "serai@example.com", "serai", "the password")),
                settings.mail());
        assertTrue(settings.addresses().isAllowed(URI.create("https://hooks.internal:8443/x")));
        assertFalse(settings.addresses().isAllowed(URI.create("https://hooks.internal/x")));
    }

    @ParameterizedTest
    @CsvSource({
        "mail.from, '', mail.host needs serai.mail.from",
        "mail.password, '', mail.user needs serai.mail.password",
        "mail.password, 'the password itself', mail.password expected file:",
        "mail.security, none, mail.security none would send the password in the clear",
        "mail.security, ssl, 'mail.security expected starttls, tls or none'"
    })
    void read_whatDoesNotFit_isRefused(String key, String value, String message) {
        Map<String, String> table = new TreeMap<>(Map.of(
                "mail.host", "mail.example.com",
                "mail.from", "serai@example.com",
                "mail.user", "serai",
                "mail.password", "env:MAILPASS"));
        table.put(key, value);
        String[] pairs = table.entrySet().stream()
                .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                .toArray(String[]::new);
        String said = assertThrows(StartException.class, () -> settings(pairs)).getMessage();
        assertTrue(said.startsWith("gateway.properties:1: serai." + message), said);
        assertFalse(said.contains("the password itself"));
    }
}
