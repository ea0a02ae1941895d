package io.serai.processors.directory;

import io.serai.processors.directory.Page.Ask;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.Writes.Scoped;
import io.serai.processors.store.Changes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Users in SQL, each bound to an issuer's subject for ever. A user of another tenant is as absent. Thread-safe. */
public final class Users {

    /** The issuer of people who only have keys. No OpenID provider can have it: theirs are URLs. */
    public static final String LOCAL = "serai";

    private static final String ONE = "select * from app_user where id = :id and tenant = :tenant";

    private static final String BY_SUBJECT = "select * from app_user where issuer = :issuer and subject = :subject";

    private static final String PAGE =
            """
            select * from app_user
            where (cast(:tenant as varchar) = '*' or tenant = :tenant)
              and (cast(:issuer as varchar) is null or issuer = :issuer)
              and (cast(:subject as varchar) is null or subject = :subject)
              and (cast(:email as varchar) is null or email = :email)
              and (cast(:status as varchar) is null or status = :status)
              and (cast(:name as varchar) is null or position(lower(:name) in lower(name)) > 0)
              and (cast(:before as varchar) is null
                or (cast(:sort as varchar) = '-created_at' and (created_at, id) < (:at, :before))
                or (cast(:sort as varchar) = 'created_at' and (created_at, id) > (:at, :before))
                or (cast(:sort as varchar) = 'name' and (name, id) > (:text, :before))
                or (cast(:sort as varchar) = '-name' and (name, id) < (:text, :before)))
            order by case cast(:sort as varchar) when '-created_at' then created_at end desc,
              case cast(:sort as varchar) when 'created_at' then created_at end,
              case cast(:sort as varchar) when 'name' then name end,
              case cast(:sort as varchar) when '-name' then name end desc,
              case when cast(:sort as varchar) in ('created_at', 'name') then id end,
              id desc limit :limit
            """;

    private static final String INSERT =
            """
            insert into app_user (id, tenant, issuer, subject, name, email, status, version, created_at)
            values (:id, :tenant, :issuer, :subject, :name, :email, :status, 1, :now)
            on conflict do nothing
            """;

    private static final String UPDATE =
            """
            update app_user set name = :name, email = :email, status = :status, version = version + 1
            where id = :id and tenant = :tenant and (cast(:expected as bigint) is null or version = :expected)
            """;

    private static final String DELETE =
            """
            delete from app_user
            where id = :id and tenant = :tenant and (cast(:expected as bigint) is null or version = :expected)
            """;

    static final Scoped<User> USER = new Scoped<>("user", ONE, Sql.USER, Rows.USER, User::version);

    private final Writes writes;

    Users(Writes writes) {
        this.writes = writes;
    }

    /** What can be changed. The e-mail address is where mail goes; it never makes two people one. */
    public record Spec(String name, String email, Status status) {
        public Spec {
            Fields.text("name", name, 200);
            Fields.text("email", email, 320);
            Fields.standing(status);
        }
    }

    /** Who vouches for a person, and by which name there. */
    public record Identity(String issuer, String subject) {
        public Identity {
            Fields.name("issuer", issuer, 500);
            Fields.name("subject", subject, 500);
        }
    }

    /** A person who only has keys. */
    public Outcome<User> createLocal(String tenant, Spec spec) {
        return writes.write("subject", handle -> create(handle, tenant, Optional.empty(), spec));
    }

    /** A person who will come with tokens of this identity. */
    public Outcome<User> create(String tenant, Identity identity, Spec spec) {
        return writes.write("subject", handle -> create(handle, tenant, Optional.of(identity), spec));
    }

    /** @param identity of its tokens, if it will have any */
    Outcome<User> create(Handle handle, String tenant, Optional<Identity> identity, Spec spec) {
        if (Tenants.lacks(handle, tenant)) {
            return new Outcome.Absent<>();
        }
        String id = writes.id("usr");
        int rows = insert(handle, tenant, id, identity.orElseGet(() -> new Identity(LOCAL, id)), spec);
        return rows == 0 ? new Outcome.Taken<>("subject") : USER.written(handle, tenant, id, rows);
    }

    /**
     * The person that a token is about: as it is, or made now. Of two nodes that see it first at the same time, one makes it. Whoever asks
     * compares the tenant: a person stays in the one that it was made in.
     */
    public Outcome<User> known(String tenant, Identity identity, String name, String email) {
        Spec spec = new Spec(name, email, Status.ACTIVE);
        return writes.write("subject", handle -> {
            Optional<User> known = find(handle, identity);
            if (known.isPresent()) {
                return new Outcome.Done<>(known.get());
            }
            if (Tenants.lacks(handle, tenant)) {
                return new Outcome.Absent<>();
            }
            String id = writes.id("usr");
            if (insert(handle, tenant, id, identity, spec) == 1) {
                Changes.note(handle, "user", id);
            }
            return find(handle, identity).<Outcome<User>>map(Outcome.Done::new).orElseGet(Outcome.Absent::new);
        });
    }

    private int insert(Handle handle, String tenant, String id, Identity identity, Spec spec) {
        return handle.createUpdate(INSERT)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("issuer", identity.issuer())
                .bind("subject", identity.subject())
                .bind("name", spec.name())
                .bind("email", spec.email())
                .bind("status", spec.status().label())
                .bind("now", writes.now())
                .execute();
    }

    private static Optional<User> find(Handle handle, Identity identity) {
        return handle.createQuery(BY_SUBJECT)
                .bind("issuer", identity.issuer())
                .bind("subject", identity.subject())
                .map(Rows.USER)
                .findOne();
    }

    public Optional<User> find(String tenant, String id) {
        return writes.database().read(handle -> USER.find(handle, tenant, id));
    }

    /** Of whichever tenant: whoever asks looks at whose it is. */
    public Optional<User> find(String id) {
        return writes.database().read(handle -> USER.find(handle, id));
    }

    /**
     * Filters: {@code issuer}, {@code subject}, {@code email}, {@code status}, {@code name} for a part of it.
     *
     * @param tenant whose, or {@link Page#ALL_TENANTS}
     */
    public Page<User> list(String tenant, Ask ask) {
        ask.only(Set.of("issuer", "subject", "email", "status", "name"));
        List<User> rows = writes.database().read(handle -> Listing.bind(handle.createQuery(PAGE), ask)
                .bind("tenant", tenant)
                .bind("issuer", ask.filter("issuer"))
                .bind("subject", ask.filter("subject"))
                .bind("email", ask.filter("email"))
                .bind("status", ask.filter("status"))
                .bind("name", ask.filter("name"))
                .map(Rows.USER)
                .list());
        return Listing.page(rows, ask, each -> new Page.Mark(each.createdAt(), each.name(), each.id()));
    }

    /** @param expected the version that is to be changed; any where there is none */
    public Outcome<User> update(String tenant, String id, OptionalLong expected, Spec spec) {
        return writes.write("subject", handle -> update(handle, tenant, id, expected, spec));
    }

    private static Outcome<User> update(Handle handle, String tenant, String id, OptionalLong expected, Spec spec) {
        int rows = Writes.expecting(handle.createUpdate(UPDATE), expected)
                .bind("id", id)
                .bind("tenant", tenant)
                .bind("name", spec.name())
                .bind("email", spec.email())
                .bind("status", spec.status().label())
                .execute();
        return USER.written(handle, tenant, id, rows);
    }

    /** Deletes a user with its keys and roles. Who comes back with a token is somebody new. */
    public Outcome<User> delete(String tenant, String id, OptionalLong expected) {
        return writes.write("subject", handle -> {
            Optional<User> found = USER.find(handle, tenant, id);
            if (found.isPresent() && Writes.isExpected(expected, found.get().version())) {
                Belongings.deleteKeys(handle, Belongings.KEYS_OF_USER, id);
                Belongings.deleteRoles(handle, HolderKind.USER, id);
            }
            return USER.deleted(handle, tenant, id, expected, DELETE);
        });
    }
}
