package io.serai.gateway.cli;

import static io.serai.gateway.cli.Option.Kind.FLAG;
import static io.serai.gateway.cli.Option.Kind.LIST;
import static io.serai.gateway.cli.Option.Kind.NUMBER;
import static io.serai.gateway.cli.Option.Kind.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All commands that are calls of the admin API. */
final class Commands {

    private static final Option TENANT = Option.query("tenant", "of this tenant only");
    private static final Option NAME = Option.query("name", "whose name contains this");
    private static final Option LIMIT = Option.query("limit", "so many at most, of one page; otherwise all pages");
    private static final Option FROM =
            Option.query("from", "the first instant that counts, such as 2026-11-01T00:00:00Z");
    private static final Option UNTIL = Option.query("until", "the first instant that no longer counts");
    private static final Option STATUS = Option.body("status", TEXT, "active or blocked");
    private static final Option OWN_TENANT = Option.body("tenant", TEXT, "whose it is; yours where it is not given");
    private static final Option TAGS = Option.body("tags", LIST, "with commas between them");
    private static final Option NEW_NAME = Option.body("name", TEXT, "how it is called");

    private static final List<Command> ALL = Stream.of(
                    tenants(),
                    teams(),
                    applications(),
                    users(),
                    roles(),
                    keys(),
                    limits(),
                    subscriptions(),
                    tokens(),
                    money(),
                    cache(),
                    operations())
            .flatMap(List::stream)
            .toList();

    private Commands() {}

    static List<Command> all() {
        return ALL;
    }

    /** The command that begins so; of a group with several, only where its verb follows. */
    static Optional<Command> find(List<String> words) {
        return ALL.stream()
                .filter(command -> !words.isEmpty() && command.group().equals(words.get(0)))
                .filter(command -> command.verb().isEmpty()
                        || (words.size() > 1 && command.verb().equals(words.get(1))))
                .findFirst();
    }

    /** The commands of a group; all where there is none of that name. */
    static String help(String group) {
        boolean known = ALL.stream().anyMatch(command -> command.group().equals(group));
        StringBuilder help = new StringBuilder("usage:\n");
        ALL.stream()
                .filter(command -> !known || command.group().equals(group))
                .forEach(command -> help.append(String.format("  %-52s %s%n", command.usage(), command.summary())));
        return help.append("\n--help after a command shows its options. All take\n\n")
                .append(Invocation.SHARED_OPTIONS)
                .toString();
    }

    private static List<Command> tenants() {
        return group("tenant", "tenants", List.of("id", "name", "status", "created_at"))
                .list("The tenants", NAME)
                .show("One tenant")
                .create("Adds a tenant", NEW_NAME.required())
                .update("Changes a tenant", NEW_NAME, STATUS)
                .delete("Removes a tenant that has nothing any more")
                .done();
    }

    private static List<Command> teams() {
        return group("team", "teams", List.of("id", "tenant", "name", "status", "created_at"))
                .list("The teams", TENANT, NAME)
                .show("One team")
                .create("Adds a team", NEW_NAME.required(), OWN_TENANT)
                .update("Changes a team", NEW_NAME, STATUS)
                .delete("Removes a team that has nothing any more")
                .done();
    }

    private static List<Command> applications() {
        Option description = Option.body("description", TEXT, "what for");
        return group("app", "applications", List.of("id", "tenant", "team", "name", "status", "created_at"))
                .list("The applications", TENANT, Option.query("team", "of this team only"), NAME)
                .show("One application")
                .create(
                        "Adds an application",
                        NEW_NAME.required(),
                        OWN_TENANT,
                        Option.body("team", TEXT, "the team whose it is"),
                        description,
                        TAGS)
                .update("Changes an application", NEW_NAME, description, STATUS, TAGS)
                .delete("Removes an application")
                .done();
    }

    private static List<Command> users() {
        Option email = Option.body("email", TEXT, "for mail");
        return group("user", "users", List.of("id", "tenant", "name", "email", "status", "created_at"))
                .list("The users", TENANT, NAME)
                .show("One user")
                .create(
                        "Adds a user before the first token shows it",
                        Option.body("issuer", TEXT, "the iss of its tokens").required(),
                        Option.body("subject", TEXT, "the sub of its tokens").required(),
                        NEW_NAME.required(),
                        OWN_TENANT,
                        email)
                .update("Changes a user", NEW_NAME, email, STATUS)
                .delete("Removes a user")
                .done();
    }

    private static List<Command> roles() {
        return group("role", "role-bindings", List.of("id", "tenant", "holder_kind", "holder", "role", "team"))
                .list("Who has which role", TENANT, Option.query("holder", "of this user, application or key only"))
                .create(
                        "Gives a role",
                        Option.body("holder-kind", TEXT, "user, application or key")
                                .required(),
                        Option.body("holder", TEXT, "its id").required(),
                        Option.body("role", TEXT, "such as team_lead").required(),
                        Option.body("team", TEXT, "where the role is that of one team"))
                .delete("Takes a role back")
                .done();
    }

    private static List<Command> keys() {
        List<Option> facts = List.of(
                Option.body("scopes", LIST, "what it is narrowed to: models, admin, or rights"),
                Option.body("models", LIST, "what it may call, each perhaps with * at its end"),
                Option.body("networks", LIST, "where calls may come from, as CIDR"),
                TAGS,
                Option.body("expires-at", TEXT, "when it ends, such as 2027-01-01T00:00:00Z"));
        Option[] create = Stream.concat(
                        Stream.of(
                                NEW_NAME.required(),
                                Option.body("app", TEXT, "the application whose it is")
                                        .as("application"),
                                Option.body("user", TEXT, "the user whose it is")),
                        facts.stream())
                .toArray(Option[]::new);
        Option[] update =
                Stream.concat(Stream.of(NEW_NAME, STATUS), facts.stream()).toArray(Option[]::new);
        return group(
                        "key",
                        "keys",
                        List.of("id", "application", "user", "name", "status", "expires_at", "last_used_at"))
                .list(
                        "The keys, never their secrets",
                        TENANT,
                        Option.query("app", "of this application only").as("application"),
                        Option.query("status", "active, blocked or revoked"))
                .show("One key")
                .create("Makes a key and shows its secret, this once", create)
                .update("Changes a key", update)
                .also(
                        "rotate",
                        "POST",
                        "/rotation",
                        "Gives it a second secret; the first stays good for a while",
                        Option.body("overlap-seconds", NUMBER, "how long, 86400 where it is not given"))
                .also("revoke", "POST", "/revocation", "Ends it, on all nodes within a second")
                .done();
    }

    private static List<Command> limits() {
        List<Option> scope = List.of(
                scope("tenant"),
                scope("team"),
                scope("app"),
                scope("key"),
                scope("user"),
                scope("model"),
                scope("provider"),
                scope("tag"));
        Option amount = Option.body("amount", NUMBER, "requests or tokens");
        Option dollars = Option.body("dollars", TEXT, "of the metric cost");
        Option enforcement = Option.body("enforcement", TEXT, "refuse or observe");
        Option[] create = Stream.concat(
                        Stream.of(
                                Option.body(
                                                "metric",
                                                TEXT,
                                                "requests, tokens_in, tokens_out, tokens_total, concurrent or cost")
                                        .required(),
                                amount,
                                dollars,
                                Option.body("per", TEXT, "second, minute, hour, day, week, month or total")
                                        .as("window.unit"),
                                Option.body("kind", TEXT, "calendar or rolling").as("window.kind"),
                                Option.body("zone", TEXT, "whose calendar, such as Europe/Berlin")
                                        .as("window.zone"),
                                enforcement,
                                Option.body("owner", TEXT, "the tenant whose limit it is; yours where it is not given")
                                        .as("tenant"),
                                Option.body("platform", FLAG, "true: about the calls of all tenants")),
                        scope.stream())
                .toArray(Option[]::new);
        List<String> columns =
                List.of("id", "tenant", "scope", "metric", "amount", "dollars", "window.unit", "enforcement");
        return group("limit", "limits", columns)
                .list("The limits", TENANT, Option.query("metric", "of this metric only"))
                .show("One limit")
                .create("Adds a limit", create)
                .update("Changes a limit", amount, dollars, enforcement)
                .delete("Lets a limit go")
                .done();
    }

    private static Option scope(String dimension) {
        return Option.body(dimension, TEXT, "about the calls of this " + dimension + "; * counts each for itself")
                .as("scope." + (dimension.equals("app") ? "application" : dimension));
    }

    private static List<Command> subscriptions() {
        return group("subscription", "subscriptions", List.of("id", "application", "name", "state", "requested_by"))
                .list("Who has asked for what", TENANT, Option.query("state", "such as pending"))
                .show("One subscription")
                .create(
                        "Asks for a model",
                        Option.body("app", TEXT, "for which application")
                                .required()
                                .as("application"),
                        Option.body("model", TEXT, "which model").as("name").required(),
                        Option.body("note", TEXT, "what for"))
                .also(
                        "decide",
                        "POST",
                        "/decision",
                        "Approves or refuses it",
                        Option.body("decision", TEXT, "approve or refuse").required(),
                        Option.body("note", TEXT, "why"))
                .also("cancel", "POST", "/cancellation", "Ends it", Option.body("note", TEXT, "why"))
                .post(
                        "give",
                        "/grants",
                        "Gives an application what it has not asked for",
                        Option.body("app", TEXT, "to which application")
                                .required()
                                .as("application"),
                        Option.body("model", TEXT, "which model").as("name").required(),
                        Option.body("note", TEXT, "why"),
                        Option.body("expires-at", TEXT, "when it ends, such as 2027-01-01T00:00:00Z"))
                .done();
    }

    /** By what a token is known by, never by itself: arguments are shown to everybody on the machine. */
    private static List<Command> tokens() {
        return group("token", "revoked-tokens", List.of("id", "tenant", "issuer", "jti", "sha256", "expires_at"))
                .list("The tokens of OpenID providers that have been taken back", TENANT)
                .post(
                        "revoke",
                        "/revoked-tokens",
                        "Takes a token back, on all nodes within a second",
                        Option.body("issuer", TEXT, "its iss, with --jti"),
                        Option.body("jti", TEXT, "its jti"),
                        Option.body("sha256", TEXT, "or the SHA-256 of its header and claims with the dot between"),
                        Option.body("expires-at", TEXT, "when it ends by itself"),
                        Option.body("tenant", TEXT, "whose tokens are meant; all where it is not given"))
                .done();
    }

    private static List<Command> money() {
        List<Option> filters = List.of(
                FROM,
                UNTIL,
                TENANT,
                Option.query("team", "of this team only"),
                Option.query("app", "of this application only").as("application"),
                Option.query("key", "of this key only"),
                Option.query("user", "of this user only"),
                Option.query("asked", "of the model that callers named"),
                Option.query("provider", "of this provider only"),
                Option.query("model", "of the model as its provider calls it"),
                Option.query("tag", "with this tag only"),
                LIMIT,
                Option.query("format", "json or csv"));
        List<Option> usage = new ArrayList<>(List.of(
                Option.query("by", "what sums are kept apart by, such as tenant,model"),
                Option.query("interval", "none, hour or day"),
                Option.query("zone", "whose days, such as +01:00")));
        usage.addAll(filters);
        return List.of(
                new Command(
                        "usage",
                        "",
                        "GET",
                        "/usage",
                        "What was used, and what it cost",
                        usage,
                        List.of("from", "group", "requests", "attempts", "input_tokens", "output_tokens", "cost")),
                new Command(
                        "ledger",
                        "",
                        "GET",
                        "/ledger",
                        "The rows of the ledger",
                        filters,
                        List.of("at", "request", "attempt", "kind", "tenant", "provider", "model", "cost", "cause")),
                new Command(
                        "budget",
                        "list",
                        "GET",
                        "/budgets",
                        "The limits on money, and what is left of them",
                        List.of(TENANT),
                        List.of("limit.id", "limit.scope", "limit.dollars", "limit.window.unit", "used", "remaining")));
    }

    private static List<Command> cache() {
        String entry = "/cache/entries/{entry}";
        List<Option> purged = List.of(
                OWN_TENANT,
                Option.body("platform", FLAG, "true: of all tenants, what they share included"),
                Option.body("team", TEXT, "what is kept for this team alone"),
                Option.body("app", TEXT, "what is kept for this application alone")
                        .as("application"),
                Option.body("key", TEXT, "what is kept for this key alone"),
                Option.body("user", TEXT, "what is kept for this user alone"),
                Option.body("model", TEXT, "that was asked for, or provider/model that answered"),
                Option.body("tag", TEXT, "that the calls had"),
                Option.body("older-than-seconds", NUMBER, "kept for longer than this"));
        return List.of(
                new Command("cache", "stats", "GET", "/cache", "How many answers are kept", List.of(), List.of()),
                new Command("cache", "look", "GET", entry, "What is known of one, by its key", List.of(), List.of()),
                new Command("cache", "delete", "DELETE", entry, "Lets one go, by its key", List.of(), List.of()),
                new Command(
                        "cache",
                        "purge",
                        "POST",
                        "/cache/purge",
                        "Lets all go that are meant; all of yours where nothing is said",
                        purged,
                        List.of()));
    }

    private static List<Command> operations() {
        return List.of(
                new Command(
                        "model",
                        "list",
                        "GET",
                        "/models",
                        "What is published",
                        List.of(NAME),
                        List.of("id", "visibility", "status", "owner", "description")),
                new Command(
                        "node",
                        "list",
                        "GET",
                        "/nodes",
                        "The nodes of the cluster",
                        List.of(),
                        List.of("id", "address", "version", "local")),
                new Command(
                        "effective",
                        "",
                        "GET",
                        "/effective",
                        "What applies to a caller who calls a model",
                        List.of(
                                Option.query("caller", "id of a key, an application or a user")
                                        .required(),
                                Option.query("model", "as it is called").required()),
                        List.of()));
    }

    private static CommandGroup group(String name, String resource, List<String> columns) {
        return new CommandGroup(name, resource, columns);
    }
}
