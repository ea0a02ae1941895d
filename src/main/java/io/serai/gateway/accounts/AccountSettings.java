package io.serai.gateway.accounts;

import io.serai.gateway.identity.AuthSettings;
import io.serai.gateway.settings.SettingsReader;
import io.serai.gateway.store.NoticeSettings;
import io.serai.gateway.store.StoreSettings;
import io.serai.processors.ledger.JournalSettings;
import io.serai.processors.ledger.Silence;
import io.serai.processors.limits.LimitSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of who callers are and what they may spend.
 *
 * @param auth how callers are asked who they are
 * @param store where it is all kept
 * @param journal of the ledger, on this node
 * @param lease how long a node may be silent before others end its calls
 * @param silence what calls cost that were given up before their provider had said a word
 * @param limits how calls are reckoned beforehand
 * @param notices how people and hooks are told of things
 * @param anchorFile where seals of the audit log are kept off the store
 * @param anchorUrl where they are sent
 * @param auditKept how long what is sealed is kept; empty for ever
 */
public record AccountSettings(
        AuthSettings auth,
        StoreSettings store,
        JournalSettings journal,
        Duration lease,
        Silence silence,
        LimitSettings limits,
        NoticeSettings notices,
        Optional<Path> anchorFile,
        Optional<URI> anchorUrl,
        Optional<Duration> auditKept) {

    /** Reads them, with the secrets that they point to. */
    public static AccountSettings read(SettingsReader in) {
        AuthSettings auth = AuthSettings.read(in);
        StoreSettings store = StoreSettings.read(in);
        return new AccountSettings(
                auth,
                store,
                journal(in, store.data()),
                in.duration("ledger.lease", "30s"),
                in.flag("ledger.charge-silence", false) ? Silence.PROMPT : Silence.FREE,
                limits(in),
                NoticeSettings.read(in),
                Optional.of(in.text("audit.anchor-file", "").strip())
                        .filter(file -> !file.isEmpty())
                        .map(Path::of),
                anchorUrl(in),
                auditKept(in));
    }

    private static Optional<Duration> auditKept(SettingsReader in) {
        return in.text("audit.keep-days", "").isBlank()
                ? Optional.empty()
                : Optional.of(Duration.ofDays(in.count("audit.keep-days", 1)));
    }

    private static JournalSettings journal(SettingsReader in, Path data) {
        JournalSettings usual = JournalSettings.in(data.resolve("ledger"));
        try {
            return new JournalSettings(
                    usual.folder(),
                    usual.segment(),
                    in.bytes("ledger.max-journal", "2GiB"),
                    in.duration("ledger.sync", "10ms"));
        } catch (IllegalArgumentException e) {
            throw in.wrong("ledger.max-journal", String.valueOf(e.getMessage()));
        }
    }

    private static LimitSettings limits(SettingsReader in) {
        LimitSettings usual = LimitSettings.DEFAULT;
        return new LimitSettings(
                in.count("limits.default-output", (int) usual.defaultOutput()),
                in.count("limits.slice", (int) usual.slice()),
                in.duration("limits.lease", "30m"));
    }

    private static Optional<URI> anchorUrl(SettingsReader in) {
        String text = in.text("audit.anchor-url", "").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && Set.of("http", "https").contains(String.valueOf(url.getScheme()))) {
                return Optional.of(url);
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw in.wrong("audit.anchor-url", "expected an address such as https://audit.example.com/anchors");
    }
}
