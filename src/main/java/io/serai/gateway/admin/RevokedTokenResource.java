package io.serai.gateway.admin;

import io.serai.processors.directory.Page;
import io.serai.processors.directory.RevokedToken;
import io.serai.processors.directory.RevokedToken.Which;
import io.serai.processors.directory.RevokedTokens;
import io.serai.processors.identity.Reach;
import io.serai.processors.identity.Right;
import io.serai.processors.identity.Scope;
import io.serai.processors.oidc.TokenMark;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Single tokens of OpenID providers that are not taken any more. What is kept and shown of a token tells nobody the token. */
final class RevokedTokenResource implements AdminResource {

    /** How long one is refused of which nobody says when it ends. */
    private static final Duration UNLESS_SAID = Duration.ofDays(30);

    private static final Duration LONGEST = Duration.ofDays(366);

    /** So many digits of a digest tell tokens apart. */
    private static final int SHOWN_DIGITS = 16;

    private final RevokedTokens tokens;
    private final Clock clock;

    RevokedTokenResource(RevokedTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public List<AdminOperation> operations() {
        String all = "/revoked-tokens";
        return List.of(
                AdminOperation.read("listRevokedTokens", all, Right.TOKENS_READ, this::list),
                AdminOperation.change("revokeToken", "POST", all, Right.TOKENS_WRITE, "token.revoke", this::revoke));
    }

    private AdminAnswer list(AdminCall call) {
        Optional<Extent> extent = Extent.of(call);
        if (extent.isEmpty()) {
            return AdminAnswer.ok(Shapes.page(List.of(), Optional.empty()));
        }
        Page<RevokedToken> page =
                Directories.page(() -> tokens.list(extent.get().tenantOrAll(), call.ask(Map.of())));
        return AdminAnswer.ok(Shapes.page(
                page.items().stream().map(RevokedTokenResource::shape).toList(), page.next()));
    }

    private AdminAnswer revoke(AdminCall call) {
        boolean everybodys = call.reach() == Reach.ALL && !call.body().has("tenant");
        String tenant = everybodys ? RevokedToken.EVERYBODYS : call.tenantOfNew();
        call.require(everybodys ? Scope.PLATFORM : Scope.ofTenant(tenant));
        Optional<TokenMark> mark = call.body().maybeText("token").map(RevokedTokenResource::mark);
        RevokedToken revoked = Outcomes.value(tokens.revoke(
                tenant,
                which(call.body(), mark),
                end(call.body(), mark),
                call.caller().principal()));
        call.touches(revoked.id(), tenant);
        return AdminAnswer.created(AdminApi.BASE + "/revoked-tokens", shape(revoked));
    }

    private static TokenMark mark(String token) {
        return TokenMark.read(token).orElseThrow(() -> ProblemException.badField("token", "is no signed JWT"));
    }

    private static Which which(Fields body, Optional<TokenMark> mark) {
        boolean byId = body.has("jti");
        int ways = (mark.isPresent() ? 1 : 0) + (body.has("sha256") ? 1 : 0) + (byId ? 1 : 0);
        if (ways != 1) {
            throw ProblemException.badField("token", "expected one of token, sha256, and issuer with jti");
        }
        if (byId) {
            return Which.ofId(body.text("issuer"), body.text("jti"));
        }
        return Which.ofDigest(mark.map(TokenMark::digest).orElseGet(() -> body.text("sha256")));
    }

    /** When the token ends: as it says itself, or as the request does. A good token can't lie about that: its issuer has signed it. */
    private Instant end(Fields body, Optional<TokenMark> mark) {
        Instant now = clock.instant();
        Instant end = KeyFields.instant(body, "expires_at")
                .or(() -> mark.flatMap(TokenMark::expires).map(ends -> ends.plus(Duration.ofHours(1))))
                .orElseGet(() -> now.plus(UNLESS_SAID));
        if (!end.isAfter(now)) {
            throw ProblemException.badField("expires_at", "is over: the token has ended by itself");
        }
        return end.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : end;
    }

    private static Map<String, Object> shape(RevokedToken token) {
        String digest = token.which().digest();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", token.id());
        json.put("tenant", token.tenant());
        json.put("issuer", token.which().issuer());
        json.put("jti", token.which().tokenId());
        json.put("sha256", digest.substring(0, Math.min(SHOWN_DIGITS, digest.length())));
        json.put("expires_at", Shapes.instant(token.endsAt()));
        json.put("created_by", token.createdBy());
        json.put("created_at", Shapes.instant(token.createdAt()));
        return json;
    }
}
