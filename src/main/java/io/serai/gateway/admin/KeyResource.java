package io.serai.gateway.admin;

import io.serai.api.caller.Role;
import io.serai.processors.directory.ApiKeyRecord;
import io.serai.processors.directory.KeyHash;
import io.serai.processors.directory.Keys;
import io.serai.processors.directory.Keys.NewSecret;
import io.serai.processors.directory.Outcome;
import io.serai.processors.directory.Page;
import io.serai.processors.directory.RoleBinding.Holder;
import io.serai.processors.directory.RoleBinding.HolderKind;
import io.serai.processors.directory.Status;
import io.serai.processors.identity.ApiKey;
import io.serai.processors.identity.Delegation;
import io.serai.processors.identity.Delegation.Bounds;
import io.serai.processors.identity.KeyFacts;
import io.serai.processors.identity.KeyHasher;
import io.serai.processors.identity.Networks;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Keys. A secret is made here, shown in the one answer, and forgotten: what is kept is its hash. */
final class KeyResource implements AdminResource {

    private static final long USUAL_OVERLAP_SECONDS = 86_400;

    private final Keys keys;
    private final Owners owners;
    private final Gifts gifts;
    private final KeyHasher hasher;
    private final SecureRandom random;
    private final Clock clock;

    KeyResource(Keys keys, Owners owners, Gifts gifts, KeyHasher hasher, SecureRandom random, Clock clock) {
        this.keys = keys;
        this.owners = owners;
        this.gifts = gifts;
        this.hasher = hasher;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public List<AdminOperation> operations() {
        String one = "/keys/{key}";
        Right write = Right.KEYS_WRITE;
        return List.of(
                AdminOperation.read("listKeys", "/keys", Right.KEYS_READ, this::list),
                AdminOperation.read("getKey", one, Right.KEYS_READ, this::get),
                AdminOperation.change("createKey", "POST", "/keys", write, "key.create", this::create),
                AdminOperation.change("updateKey", "PATCH", one, write, "key.update", this::update),
                AdminOperation.change("rotateKey", "POST", one + "/rotation", write, "key.rotate", this::rotate),
                AdminOperation.change("revokeKey", "POST", one + "/revocation", write, "key.revoke", this::revoke));
    }

    private AdminAnswer list(AdminCall call) {
        Optional<Extent> extent = Extent.of(call);
        if (extent.isEmpty()) {
            return AdminAnswer.ok(Shapes.page(List.of(), Optional.empty()));
        }
        Map<String, String> filters =
                Map.of("application", "application", "user", "user", "status", "status", "name", "name");
        Page<ApiKeyRecord> page = Directories.page(() -> keys.list(extent.get().tenantOrAll(), call.ask(filters)));
        return AdminAnswer.ok(Shapes.page(
                page.items().stream()
                        .filter(key -> call.may(scope(call, key)))
                        .map(KeyShape::of)
                        .toList(),
                page.next()));
    }

    private AdminAnswer get(AdminCall call) {
        ApiKeyRecord key = found(call);
        return AdminAnswer.ok(KeyShape.of(key), key.version());
    }

    private AdminAnswer create(AdminCall call) {
        Holder owner = owner(call.body());
        Scope scope = scope(call, owner).orElseThrow(ProblemException::absent);
        call.require(scope);
        Keys.Spec spec = KeyFields.read(call.body());
        requireGift(call, scope, owner, spec);
        ApiKey secret = ApiKey.generate(random);
        ApiKeyRecord key = Outcomes.value(keys.create(
                scope.tenant(), owner, spec, newSecret(secret), call.caller().principal()));
        return shown(call, key, secret);
    }

    private AdminAnswer update(AdminCall call) {
        ApiKeyRecord now = found(call);
        Fields body = call.body();
        Keys.Spec spec = KeyFields.read(body, now);
        requireGift(call, scope(call, now), owner(now), spec);
        ApiKeyRecord after = now;
        boolean statusOnly = body.has("status") && body.json().size() == 1;
        if (!statusOnly) {
            after = Outcomes.value(keys.update(now.tenant(), now.id(), call.expectedVersion(now.version()), spec));
        }
        Optional<Status> status = body.maybeText("status").flatMap(Status::of);
        if (status.isPresent()) {
            after = Outcomes.value(keys.put(
                    now.tenant(),
                    now.id(),
                    statusOnly ? call.expectedVersion(now.version()) : OptionalLong.of(after.version()),
                    status.get()));
        }
        call.touches(after.id(), after.tenant());
        return AdminAnswer.ok(KeyShape.of(after), after.version());
    }

    /** Whoever is shown a secret can do all that the key can: it must be no more than he may give. */
    private AdminAnswer rotate(AdminCall call) {
        ApiKeyRecord now = found(call);
        requireGift(call, scope(call, now), owner(now), KeyFields.asIs(now));
        long overlap = call.body().number("overlap_seconds").orElse(USUAL_OVERLAP_SECONDS);
        ApiKey secret = ApiKey.generate(random);
        Instant oldEnds = clock.instant().plusSeconds(overlap);
        Outcome<ApiKeyRecord> rotated =
                keys.rotate(now.tenant(), now.id(), call.expectedVersion(now.version()), newSecret(secret), oldEnds);
        return shown(call, Outcomes.value(rotated), secret);
    }

    private AdminAnswer revoke(AdminCall call) {
        ApiKeyRecord now = found(call);
        ApiKeyRecord after =
                Outcomes.value(keys.put(now.tenant(), now.id(), call.expectedVersion(now.version()), Status.REVOKED));
        call.touches(after.id(), after.tenant());
        return AdminAnswer.ok(KeyShape.of(after), after.version());
    }

    private static AdminAnswer shown(AdminCall call, ApiKeyRecord key, ApiKey secret) {
        call.touches(key.id(), key.tenant());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("secret", secret.text());
        json.put("key", KeyShape.of(key));
        return AdminAnswer.created(AdminApi.BASE + "/keys/" + key.id(), json, key.version());
    }

    private NewSecret newSecret(ApiKey key) {
        return new NewSecret(KeyHash.of(hasher.hash(key).bytes()), key.hint());
    }

    private ApiKeyRecord found(AdminCall call) {
        ApiKeyRecord key = keys.find(call.path("key")).orElseThrow(ProblemException::absent);
        call.require(scope(call, key));
        return key;
    }

    private void requireGift(AdminCall call, Scope scope, Holder owner, Keys.Spec spec) {
        Set<Role> roles = gifts.rolesOf(scope.tenant(), owner);
        String user = owner.kind() == HolderKind.USER ? owner.id() : "";
        Bounds bounds = new Bounds(
                spec.expiresAt().map(Instant::toEpochMilli).orElse(KeyFacts.NEVER), Networks.of(spec.networks()));
        gifts.requireKey(
                call,
                new Delegation.Asked(scope.tenant(), scope.team(), user, roles, spec.scopes(), spec.models(), bounds));
    }

    private Scope scope(AdminCall call, ApiKeyRecord key) {
        return scope(call, owner(key)).orElseGet(() -> Scope.ofTenant(key.tenant()));
    }

    private Optional<Scope> scope(AdminCall call, Holder owner) {
        return owner.kind() == HolderKind.APPLICATION
                ? owners.ofApplication(owner.id())
                : owners.ofUsersKeys(call, owner.id());
    }

    private static Holder owner(ApiKeyRecord key) {
        return key.user().isEmpty()
                ? new Holder(HolderKind.APPLICATION, key.application())
                : new Holder(HolderKind.USER, key.user());
    }

    private static Holder owner(Fields body) {
        if (body.has("application") == body.has("user")) {
            throw ProblemException.badField("application", "expected an application or a user, one of them");
        }
        return body.maybeText("application")
                .map(application -> new Holder(HolderKind.APPLICATION, application))
                .orElseGet(() -> new Holder(HolderKind.USER, body.text("user")));
    }
}
