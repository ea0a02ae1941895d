package io.serai.processors.directory;

import io.serai.api.caller.Role;
import io.serai.api.model.ModelCard;
import io.serai.processors.directory.ApiKeyRecord.Secret;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows as records. */
final class Rows {

    static final RowMapper<Tenant> TENANT = (row, context) ->
            new Tenant(row.getString("id"), row.getString("name"), status(row), row.getLong("version"), created(row));

    static final RowMapper<Team> TEAM = (row, context) -> new Team(
            row.getString("id"),
            row.getString("tenant"),
            row.getString("name"),
            status(row),
            row.getLong("version"),
            created(row));

    static final RowMapper<Application> APPLICATION = (row, context) -> new Application(
            row.getString("id"),
            row.getString("tenant"),
            text(row, "team"),
            row.getString("name"),
            row.getString("description"),
            status(row),
            Set.copyOf(Texts.read(row.getString("tags"))),
            row.getString("created_by"),
            row.getLong("version"),
            created(row));

    static final RowMapper<User> USER = (row, context) -> new User(
            row.getString("id"),
            row.getString("tenant"),
            row.getString("issuer"),
            row.getString("subject"),
            row.getString("name"),
            row.getString("email"),
            status(row),
            row.getLong("version"),
            created(row));

    static final RowMapper<RoleBinding> ROLE = (row, context) -> new RoleBinding(
            row.getString("id"),
            row.getString("tenant"),
            new Holder(constant(HolderKind.class, row, "holder_kind"), row.getString("holder")),
            constant(Role.class, row, "role"),
            text(row, "team"),
            row.getString("created_by"),
            row.getLong("version"),
            created(row));

    static final RowMapper<Visibility> VISIBILITY = (row, context) -> new Visibility(
            row.getString("id"),
            row.getString("tenant"),
            thing(row),
            constant(ModelCard.Visibility.class, row, "visibility"),
            row.getLong("version"),
            created(row));

    static final RowMapper<Subscription> SUBSCRIPTION = (row, context) -> new Subscription(
            row.getString("id"),
            row.getString("tenant"),
            row.getString("application"),
            thing(row),
            constant(Subscription.State.class, row, "status"),
            row.getString("note"),
            row.getString("requested_by"),
            Set.copyOf(Texts.read(row.getString("hands"))),
            row.getString("decided_by"),
            row.getString("decision_note"),
            instant(row, "decided_at"),
            instant(row, "expires_at"),
            row.getLong("version"),
            created(row));

    static final RowMapper<Secret> SECRET = (row, context) -> new Secret(
            KeyHash.parse(row.getString("hash")), row.getString("shown"), instant(row, "ends_at"), created(row));

    static final RowMapper<NoticeTarget> TARGET = (row, context) -> new NoticeTarget(
            row.getString("id"),
            row.getString("tenant"),
            constant(NoticeTarget.Channel.class, row, "channel"),
            row.getString("address"),
            Set.copyOf(Texts.read(row.getString("events"))),
            status(row),
            row.getLong("version"),
            created(row));

    private Rows() {}

    static ApiKeyRecord key(ResultSet row, List<Secret> secrets) throws SQLException {
        return new ApiKeyRecord(
                row.getString("id"),
                row.getString("tenant"),
                text(row, "application"),
                text(row, "owner"),
                row.getString("name"),
                status(row),
                Set.copyOf(Texts.read(row.getString("scopes"))),
                Texts.read(row.getString("models")),
                Texts.read(row.getString("networks")),
                Set.copyOf(Texts.read(row.getString("tags"))),
                instant(row, "expires_at"),
                row.getString("created_by"),
                secrets,
                instant(row, "last_used_at"),
                row.getLong("version"),
                created(row));
    }

    /** An empty text where the column is null: a reference to nothing. */
    static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }

    static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        Timestamp value = row.getTimestamp(column);
        return value == null ? Optional.empty() : Optional.of(value.toInstant());
    }

    static Instant created(ResultSet row) throws SQLException {
        return row.getTimestamp("created_at").toInstant();
    }

    static Status status(ResultSet row) throws SQLException {
        return constant(Status.class, row, "status");
    }

    /** Enums are kept in lower case, as APIs spell them. */
    static <E extends Enum<E>> E constant(Class<E> type, ResultSet row, String column) throws SQLException {
        return Enum.valueOf(type, row.getString(column).toUpperCase(Locale.ROOT));
    }

    private static Thing thing(ResultSet row) throws SQLException {
        return new Thing(constant(Thing.Kind.class, row, "kind"), row.getString("name"));
    }
}
