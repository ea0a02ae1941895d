package io.serai.processors.directory;

import io.serai.api.error.CallerException;
import io.serai.processors.directory.NoticeTarget.Channel;
import io.serai.processors.directory.Page.Ask;
import io.serai.processors.directory.Writes.Scoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Who is told of what, in SQL. Targets of another tenant are as absent. Thread-safe. */
public final class NoticeTargets {

    private static final String ONE = "select * from notice_target where id = :id and tenant = :tenant";
    private static final String ANY = "select * from notice_target where id = :id";

    private static final String PAGE =
            """
            select * from notice_target
            where (cast(:tenant as varchar) = '*' or tenant = :tenant)
              and (cast(:channel as varchar) is null or channel = :channel)
              and (cast(:status as varchar) is null or status = :status)
              and (cast(:before as varchar) is null
                or (cast(:sort as varchar) = '-created_at' and (created_at, id) < (:at, :before))
                or (cast(:sort as varchar) = 'created_at' and (created_at, id) > (:at, :before)))
            order by case cast(:sort as varchar) when '-created_at' then created_at end desc,
              case cast(:sort as varchar) when 'created_at' then created_at end,
              case cast(:sort as varchar) when 'created_at' then id end,
              id desc limit :limit
            """;

    private static final String INSERT =
            """
            insert into notice_target (id, tenant, channel, address, secret, events, status, version, created_at)
            values (:id, :tenant, :channel, :address, :secret, :events, 'active', 1, :now)
            """;

    private static final String UPDATE =
            """
            update notice_target set events = :events, status = :status, version = version + 1
            where id = :id and tenant = :tenant and (cast(:expected as bigint) is null or version = :expected)
            """;

    private static final String DELETE =
            """
            delete from notice_target
            where id = :id and tenant = :tenant and (cast(:expected as bigint) is null or version = :expected)
            """;

    private static final Scoped<NoticeTarget> TARGET =
            new Scoped<>("target", ONE, ANY, Rows.TARGET, NoticeTarget::version);

    /** An address as people have them; nothing by which a second header or recipient could come in. */
    private static final Pattern MAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\\.[A-Za-z0-9-]{1,63})+");

    private static final int SHORTEST_SECRET = 16;
    private static final int LONGEST_SECRET = 200;

    private final Writes writes;
    private final SecretBox box;
    private final WebhookAddress addresses;

    NoticeTargets(Writes writes, SecretBox box, WebhookAddress addresses) {
        this.writes = writes;
        this.box = box;
        this.addresses = addresses;
    }

    /**
     * Has a URL called.
     *
     * @param secret by which the receiver knows that it is us, of at least 16 characters: without one nobody is called
     */
    public Outcome<NoticeTarget> createWebhook(String tenant, String url, String secret, Set<String> events) {
        String address = addresses.check(url).toString();
        Fields.text("secret", secret, LONGEST_SECRET);
        if (secret.strip().length() < SHORTEST_SECRET) {
            throw CallerException.badField("secret", "expected a secret of at least 16 characters");
        }
        return create(tenant, Channel.WEBHOOK, address, secret, events);
    }

    /** Has mail sent. */
    public Outcome<NoticeTarget> createMail(String tenant, String address, Set<String> events) {
        if (!MAIL.matcher(address).matches()) {
            throw CallerException.badField("address", "expected a mail address");
        }
        return create(tenant, Channel.MAIL, address, "", events);
    }

    private Outcome<NoticeTarget> create(
            String tenant, Channel channel, String address, String secret, Set<String> events) {
        Fields.text("address", address, 2_000);
        Fields.items("events", events, 30);
        String id = writes.id("ntt");
        return writes.write("address", handle -> {
            if (Tenants.lacks(handle, tenant)) {
                return new Outcome.Absent<>();
            }
            int rows = handle.createUpdate(INSERT)
                    .bind("id", id)
                    .bind("tenant", tenant)
                    .bind("channel", channel.label())
                    .bind("address", address)
                    .bind("secret", secret.isEmpty() ? "" : box.seal(id, secret))
                    .bind("events", Texts.write(events))
                    .bind("now", writes.now())
                    .execute();
            return TARGET.written(handle, tenant, id, rows);
        });
    }

    /** @param expected the version that is to be changed; any where there is none */
    public Outcome<NoticeTarget> update(
            String tenant, String id, OptionalLong expected, Set<String> events, Status status) {
        Fields.items("events", events, 30);
        Fields.standing(status);
        return writes.write("address", handle -> {
            int rows = Writes.expecting(handle.createUpdate(UPDATE), expected)
                    .bind("id", id)
                    .bind("tenant", tenant)
                    .bind("events", Texts.write(events))
                    .bind("status", status.label())
                    .execute();
            return TARGET.written(handle, tenant, id, rows);
        });
    }

    public Optional<NoticeTarget> find(String tenant, String id) {
        return writes.database().read(handle -> TARGET.find(handle, tenant, id));
    }

    /** Of whichever tenant: whoever asks looks at whose it is. */
    public Optional<NoticeTarget> find(String id) {
        return writes.database().read(handle -> TARGET.find(handle, id));
    }

    /**
     * Filters: {@code channel}, {@code status}.
     *
     * @param tenant whose, or {@link Page#ALL_TENANTS}
     */
    public Page<NoticeTarget> list(String tenant, Ask ask) {
        ask.unnamed().only(Set.of("channel", "status"));
        List<NoticeTarget> rows = writes.database().read(handle -> Listing.bind(handle.createQuery(PAGE), ask)
                .bind("tenant", tenant)
                .bind("channel", ask.filter("channel"))
                .bind("status", ask.filter("status"))
                .map(Rows.TARGET)
                .list());
        return Listing.page(rows, ask, each -> new Page.Mark(each.createdAt(), "", each.id()));
    }

    /** Deletes it with what it was still to be told. */
    public Outcome<NoticeTarget> delete(String tenant, String id, OptionalLong expected) {
        return writes.write("address", handle -> {
            Optional<NoticeTarget> found = TARGET.find(handle, tenant, id);
            if (found.isPresent() && Writes.isExpected(expected, found.get().version())) {
                handle.createUpdate("delete from notification where target = :id")
                        .bind("id", id)
                        .execute();
            }
            return TARGET.deleted(handle, tenant, id, expected, DELETE);
        });
    }
}
