package io.serai.processors.ledger;

/** Every statement that writes the ledger. None changes or deletes a row of it; the tables beside it follow from its
 * rows. */
final class LedgerSql {

    static final String INSERT =
            """
            insert into ledger (call, step, kind, request, attempt, tenant, team, app, key_id, user_id, asked, provider, model,
                operation, at, booked_at, input, output, cost, reserved, spent, saved, cause, price, node, epoch, seq, digest)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    static final String INSERT_TAG =
            "insert into ledger_tag (call, tag, at) values (:call, :tag, :at) on conflict do nothing";

    static final String SEQ_OF = "select seq from ledger where call = :call and step = :step";

    static final String OF_CALL = "select * from ledger where call = :call order by step";

    static final String MAKE_ACCOUNT =
            "insert into ledger_account (tenant, account, nanos) values (:tenant, :account, 0) on conflict do nothing";

    static final String ADD_TO_ACCOUNT =
            "update ledger_account set nanos = nanos + :nanos where tenant = :tenant and account = :account";

    static final String BEGIN_CALL =
            "insert into ledger_open (call, node, epoch, reserved) values (:call, :node, :epoch, :reserved)";

    static final String EXTEND_CALL = "update ledger_open set reserved = reserved + :reserved where call = :call";

    static final String END_CALL = "delete from ledger_open where call = :call and reserved = :reserved";

    static final String RESERVED_FOR = "select reserved from ledger_open where call = :call";

    static final String FORGET_CALL = "delete from ledger_open where call = :call";

    static final String MAKE_HOUR =
            """
            insert into ledger_hour (id, at, tenant, team, app, key_id, user_id, asked, provider, model, operation, cause,
                requests, attempts, input, output, spent, saved)
            values (:id, :at, :tenant, :team, :app, :key_id, :user_id, :asked, :provider, :model, :operation, :cause,
                0, 0, 0, 0, 0, 0)
            on conflict do nothing
            """;

    static final String ADD_TO_HOUR =
            """
            update ledger_hour set requests = requests + :requests, attempts = attempts + :attempts, input = input + :input,
                output = output + :output, spent = spent + :spent, saved = saved + :saved
            where id = :id
            """;

    static final String MAKE_NODE =
            "insert into ledger_node (node, epoch, beat, shipped) values (:node, :epoch, 1, 0) on conflict do nothing";

    static final String SHIPPED = "select shipped from ledger_node where node = :node and epoch = :epoch";

    static final String SHIPPED_UP_TO =
            "update ledger_node set shipped = :seq where node = :node and epoch = :epoch and shipped < :seq";

    static final String BEAT = "update ledger_node set beat = beat + 1 where node = :node and epoch = :epoch";

    private LedgerSql() {}
}
