using System.Collections.Immutable;

namespace Mlops.Sdk;

/// <summary>Answers the questions of plans in one pass over the columns that have some, which ends as soon as all are answered.</summary>
internal sealed class Survey(Relation relation, DuckDbOptions options, DuckDbSession session, CancellationToken cancellationToken)
{
    public ImmutableArray<ColumnPlan> Settle(ImmutableArray<ColumnPlan> plans)
    {
        ColumnQuestion[] asked = [.. plans.Where(plan => plan.Question != PlanQuestion.None).Select(plan => ColumnQuestion.Of(plan, options))];
        if (asked.Length == 0) return plans;
        Dictionary<string, ColumnPlan> answers = new(StringComparer.Ordinal);

        // Most columns of text are known for it by the first rows; the others are read once more from there.
        using (DuckDbStatement? sample = relation.Sample(session, [.. asked.Select(question => question.Plan)]))
        {
            if (sample is not null)
            {
                Pass(sample, asked);
                foreach (ColumnQuestion question in asked.Where(question => question.IsAnswered)) answers[question.Plan.Name] = question.Answer();
                asked = [.. asked.Where(question => !question.IsAnswered).Select(question => ColumnQuestion.Of(question.Plan, options))];
            }
        }

        if (asked.Length > 0)
        {
            using DuckDbStatement all = relation.Select(session, [.. asked.Select(question => question.Plan)], ScanShare.All);
            Pass(all, asked);
        }

        foreach (ColumnQuestion question in asked) answers[question.Plan.Name] = question.Answer();
        return [.. plans.Select(plan => answers.GetValueOrDefault(plan.Name, plan))];
    }

    private void Pass(DuckDbStatement statement, ColumnQuestion[] asked)
    {
        using DuckDbResult result = statement.Execute(cancellationToken);
        ImmutableArray<ResultColumn> columns = result.Columns();
        while (result.Fetch())
        {
            cancellationToken.ThrowIfCancellationRequested();
            bool open = false;
            for (int i = 0; i < asked.Length; i++)
            {
                if (!asked[i].IsAnswered) asked[i].Add(columns[i], result.Slice(i, 0, result.Rows));
                open |= !asked[i].IsAnswered;
            }

            if (!open) return;
        }
    }
}
