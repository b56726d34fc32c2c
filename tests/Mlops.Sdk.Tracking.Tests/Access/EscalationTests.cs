using System.Globalization;
using CsCheck;
using Mlops.Sdk.Tracking.Tests.Support;

namespace Mlops.Sdk.Tracking.Tests.Access;

/// <summary>Rights over random principals, groups, roles, grants and policies, held against an evaluator that was written for this test alone.</summary>
public sealed class EscalationTests
{
    private static readonly string[] s_people = ["p0", "p1", "p2", "p3"], s_groups = ["g0", "g1", "g2"], s_experiments = ["e0", "e1", "e2"], s_models = ["m0", "m1"];
    private static readonly string[] s_places = ["workspace", "catalog", "experiment/e0", "experiment/e1", "experiment/e2", "model/m0", "model/m1", "dataset/d0", "dataset/d1", "column/d0/a", "column/d0/b", "column/d1/a", "audit"];
    private static readonly Privilege[] s_privileges = Enum.GetValues<Privilege>();

    // Numbers that decide an act; what they mean is up to the reader.
    private static readonly Gen<int[]> s_act = Gen.Int[0, 9999].Array[6];

    [Fact]
    public void Rights_OfRandomGrants_AreThoseOfTheBruteForceEvaluator() => s_act.Array[8, 28].Sample(acts => ComparedAsync(acts).GetAwaiter().GetResult(), iter: 15, threads: 1);

    [Fact]
    public void Rights_WhateverPrincipalsDoTogether_NeverGrow() => Gen.Select(s_act.Array[1, 6], s_act.Array[15, 40]).Sample((given, tried) => NeverGrowAsync(given, tried).GetAwaiter().GetResult(), iter: 30, threads: 1);

    private static async Task ComparedAsync(int[][] acts)
    {
        SharedWorkspace shared = await SetUpAsync();
        var model = new Model();
        foreach (int[] act in acts) await ActAsOwnerAsync(shared.Owner.Access, act, model);
        foreach (string person in s_people.Append("ann"))
        {
            Workspace workspace = shared.Open(person);
            foreach (string place in s_places)
                foreach (Privilege privilege in s_privileges)
                {
                    AccessDecision decision = await shared.Owner.Access.ExplainAsync(person, privilege, Securable.Parse(place));
                    Assert.True(model.Holds(person, privilege, place) == decision.IsAllowed, $"{person} {privilege} {place}: {decision}\n{model}");
                }

            if (model.Disabled.Contains(person))
            {
                await SharedWorkspace.RefusedAsync("MLO6083", () => workspace.Runs.SearchAsync());
                continue;
            }

            Assert.Equal(s_experiments.Where(name => model.Holds(person, Privilege.Select, "experiment/" + name)), (await workspace.Runs.ListExperimentsAsync()).Select(experiment => experiment.Name));
            Assert.Equal(s_models.Where(name => model.Holds(person, Privilege.Use, "model/" + name)), (await workspace.Models.ListModelsAsync()).Order(StringComparer.Ordinal));
            RunPage page = await workspace.Runs.SearchAsync(new() { Where = RunFilter.Any(RunFilter.Metric("m", min: 1), RunFilter.Experiment("e0")) });
            Assert.Equal(s_experiments.Where(name => model.Holds(person, Privilege.Select, "experiment/" + name)), page.Runs.Select(run => run.Experiment).Order(StringComparer.Ordinal));
            foreach (string name in s_models)
                Assert.Equal(model.Holds(person, Privilege.Execute, "model/" + name), await SucceedsAsync(() => workspace.Models.LoadAsync(ModelReference.To(name, 1), FittedCenter.Bundles)));
            foreach (string name in s_experiments)
                Assert.Equal(model.Holds(person, Privilege.Modify, "experiment/" + name), await SucceedsAsync(async () => await (await workspace.StartRunAsync(name, new() { Name = "tried" })).CancelAsync()));
            foreach (RunInfo tried in (await shared.Owner.Runs.SearchAsync(new() { Where = RunFilter.Parse("run_name = 'tried'") })).Runs) await shared.Owner.Runs.DeleteAsync(tried.Id);
            Assert.Equal(model.Holds(person, Privilege.Select, "audit"), await SucceedsAsync(() => workspace.Audit.ReadAsync()));
        }
    }

    private static async Task NeverGrowAsync(int[][] given, int[][] tried)
    {
        SharedWorkspace shared = await SetUpAsync();

        // Who manages nothing can give nothing: two manage something, and parts of it are hidden from them.
        foreach (string manager in s_people.Take(2)) await shared.Owner.Access.GrantAsync(manager, Securable.Parse(s_places[given[0][manager[1] - '0'] % 2 * 7 % 8]), AccessRole.Manager);
        if (given[0][2] % 2 == 0) await shared.Owner.Access.MaskColumnAsync("d0", "a", ColumnMask.Null, s_people.Take(2).ToArray());
        if (given[0][3] % 2 == 0) await shared.Owner.Access.DenyAsync("p0", Securable.Column("d0", "b"), [Privilege.Select]);
        if (given[0][4] % 2 == 0) await shared.Owner.Access.DenyAsync("p1", Securable.Dataset("d0"), [Privilege.Select, Privilege.Execute]);
        foreach (int[] act in given) await ActAsOwnerAsync(shared.Owner.Access, act, new Model(), withPolicies: true);
        HashSet<string> before = await RightsAsync(shared);
        List<string> done = [];
        foreach (int[] act in tried)
        {
            string person = s_people[act[0] % 5 % 2 + act[0] % 5 / 4 * 2];
            if (await SucceedsAsync(() => TryAsync(shared.Open(person).Access, act))) done.Add($"{person}: {string.Join(' ', act)}");
        }

        HashSet<string> after = await RightsAsync(shared);
        after.ExceptWith(before);
        Assert.True(after.Count == 0, $"gained: {string.Join(", ", after)}\nby:\n{string.Join('\n', done)}\ngrants:\n{string.Join('\n', await shared.Owner.Access.ListGrantsAsync())}");
    }

    /// <summary>All that any of the people holds or sees: rights, and values of cells in the clear.</summary>
    private static async Task<HashSet<string>> RightsAsync(SharedWorkspace shared)
    {
        HashSet<string> rights = [];
        foreach (string person in s_people)
        {
            foreach (string place in s_places)
                foreach (Privilege privilege in s_privileges)
                    if ((await shared.Owner.Access.ExplainAsync(person, privilege, Securable.Parse(place))).IsAllowed) rights.Add($"{privilege} {place}");
            foreach (string dataset in (string[])["d0", "d1"])
            {
                Workspace workspace = shared.Open(person);
                Dataset? seen = null;
                await SucceedsAsync(async () => seen = await workspace.Access.Datasets.ApplyAsync(dataset, Data));
                if (seen is null) continue;
                foreach (Column column in seen.Columns)
                    for (int row = 0; row < seen.RowCount; row++)
                        if (column.GetText(row).StartsWith("plain", StringComparison.Ordinal)) rights.Add($"{dataset} {column.Name} {column.GetText(row)}");
            }
        }

        return rights;
    }

    private static Dataset Data { get; } = new(TextColumn.FromValues("a", ["plain-1", "plain-2", "plain-3"]), TextColumn.FromValues("b", ["plain-4", "plain-5", "plain-6"]));

    private static async Task<SharedWorkspace> SetUpAsync()
    {
        SharedWorkspace shared = await SharedWorkspace.CreateAsync(s_people);
        foreach (string group in s_groups) await shared.Owner.Access.AddPrincipalAsync(group, PrincipalKind.Group);
        foreach (string experiment in s_experiments) await shared.Owner.RunAsync(experiment, run => run.LogMetricAsync("m", 1));
        foreach (string name in s_models) await shared.Owner.Models.RegisterAsync(name, Samples.Model());
        return shared;
    }

    private static async Task ActAsOwnerAsync(AccessControl access, int[] act, Model model, bool withPolicies = false)
    {
        string[] all = [.. s_people, .. s_groups, Principal.Everyone];
        string to = all[act[1] % all.Length], place = s_places[act[2] % s_places.Length], group = s_groups[act[3] % s_groups.Length];
        Privilege[] privileges = Privileges(act[4]);
        switch (act[0] % (withPolicies ? 12 : 10))
        {
            case 0 or 1 when to != Principal.Everyone:
                await access.AddMemberAsync(group, to);
                model.Members.Add((group, to));
                break;
            case 2 or 3:
                await access.DenyAsync(to, Securable.Parse(place), privileges);
                model.Grants.Add((true, to, place, privileges));
                break;
            case 4:
                AccessRole role = AccessRole.BuiltIn[act[5] % AccessRole.BuiltIn.Length];
                await access.GrantAsync(to, Securable.Parse(place), role);
                model.Grants.Add((false, to, place, [.. role.Privileges]));
                break;
            case 5 when to != Principal.Everyone && act[5] % 3 == 0:
                await access.SetDisabledAsync(to);
                model.Disabled.Add(to);
                break;
            case 6 when !withPolicies && s_people.Contains(to) && act[5] % 3 == 0:
                await access.SetOwnerAsync(to);
                model.Owners.Add(to);
                break;
            case 10 or 11:
                await SetPolicyAsync(access, act, to);
                break;
            default:
                await access.GrantAsync(to, Securable.Parse(place), privileges);
                model.Grants.Add((false, to, place, privileges));
                break;
        }
    }

    private static async Task TryAsync(AccessControl access, int[] act)
    {
        string[] all = [.. s_people, .. s_groups, Principal.Everyone];
        string to = all[act[1] % all.Length];
        Securable place = Securable.Parse(s_places[act[2] % s_places.Length]);
        int number = 1 + act[3] % 30;
        Task task = (act[5] % 12) switch
        {
            0 or 1 => access.GrantAsync(to, place, AccessRole.BuiltIn[act[4] % AccessRole.BuiltIn.Length]),
            2 => access.DenyAsync(to, place, Privileges(act[4])),
            3 or 4 => access.RevokeAsync(number),
            5 or 6 => access.RemovePolicyAsync(number),
            7 => SetPolicyAsync(access, act, to),
            8 => access.AddMemberAsync(s_groups[act[4] % s_groups.Length], s_people[act[0] % s_people.Length]),
            9 => act[4] % 2 == 0 ? access.SetOwnerAsync(to) : access.DefineRoleAsync("reader2", s_privileges),
            _ => access.GrantAsync(to, place, Privileges(act[4])),
        };
        await task;
    }

    private static Task<DatasetPolicy> SetPolicyAsync(AccessControl access, int[] act, string to)
    {
        string dataset = act[2] % 2 == 0 ? "d0" : "d1", column = act[3] % 2 == 0 ? "a" : "b";
        string[]? except = act[4] % 3 == 0 ? [s_people[act[4] % s_people.Length]] : null;
        return act[4] % 4 == 0
            ? access.FilterRowsAsync(dataset, RowFilter.In("a", string.Create(CultureInfo.InvariantCulture, $"plain-{1 + act[5] % 3}")), [to], except)
            : access.MaskColumnAsync(dataset, column, (act[4] % 3) switch { 0 => ColumnMask.Null, 1 => ColumnMask.Hash, _ => ColumnMask.Constant("x") }, [to], except);
    }

    private static Privilege[] Privileges(int bits) => [.. s_privileges.Where(privilege => (bits >> (int)privilege & 1) != 0).DefaultIfEmpty(Privilege.Select)];

    private static async Task<bool> SucceedsAsync(Func<Task> call)
    {
        try
        {
            await call();
            return true;
        }
        catch (Exception e) when (e is MlopsException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The rules of docs/security.md, written out without regard to speed.</summary>
    private sealed class Model
    {
        public HashSet<(string Group, string Member)> Members { get; } = [];

        public List<(bool IsDenial, string To, string Place, Privilege[] Privileges)> Grants { get; } = [];

        public HashSet<string> Disabled { get; } = [];

        public HashSet<string> Owners { get; } = ["ann"];

        public bool Holds(string person, Privilege privilege, string place)
        {
            if (Disabled.Contains(person)) return false;
            bool isOwner = Owners.Contains(person);
            if (isOwner && privilege == Privilege.Manage) return true;
            bool allowed = isOwner;
            foreach ((bool isDenial, string to, string on, Privilege[] privileges) in Grants)
            {
                if (!IsIn(person, to, 10) || !Above(place).Contains(on)) continue;
                if (isDenial && (privileges.Contains(privilege) || privileges.Contains(Privilege.Use))) return false;
                if (!isDenial && !Disabled.Contains(to) && (privileges.Contains(privilege) || privilege == Privilege.Use)) allowed = true;
            }

            return allowed;
        }

        public override string ToString() => string.Join('\n', Grants.Select(grant => $"{(grant.IsDenial ? "deny" : "allow")} {grant.To} {grant.Place} {string.Join(',', grant.Privileges)}").Concat(Members.Select(member => member.ToString())));

        private bool IsIn(string who, string group, int depth) =>
            who == group || group == Principal.Everyone || (depth > 0 && Members.Any(member => member.Group == group && IsIn(who, member.Member, depth - 1)));

        private static string[] Above(string place) => place.Split('/') switch
        {
            ["audit"] => ["audit"],
            ["column", var dataset, _] => [place, "dataset/" + dataset, "catalog", "workspace"],
            ["dataset", _] => [place, "catalog", "workspace"],
            _ => [place, "workspace"],
        };
    }
}
