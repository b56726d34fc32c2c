// Access and audit: the blocks of docs/security.md. Run it from the root of the repository.
using Mlops.Sdk;

const string Folder = "artifacts/access/mlops";
if (Directory.Exists("artifacts/access")) Directory.Delete("artifacts/access", recursive: true);
Dataset people = new(
    TextColumn.FromValues("name", ["Ada", "Bo", "Cyd", "Dan"]),
    CategoryColumn.FromValues("country", ["FR", "US", "FR", "DE"]),
    new NumberColumn("income", new double[] { 41_250, 38_900, 52_340, 47_015 }));

#region require
await using Workspace owner = await Workspace.OpenAsync(Folder);
await owner.Catalog.RegisterAsync("people", people);
await owner.Access.RequirePrincipalAsync("ann");                                  // ann owns the workspace; from now on everybody is asked
await owner.Access.AddPrincipalAsync("bob");
await owner.Access.AddPrincipalAsync("analysts", PrincipalKind.Group);
await owner.Access.AddMemberAsync("analysts", "bob");
await owner.Access.GrantAsync("analysts", Securable.Workspace, AccessRole.Reader);
await owner.Access.GrantAsync("bob", Securable.Experiment("survey"), AccessRole.Contributor);
await owner.Access.DenyAsync("analysts", Securable.Model("salaries"), [Privilege.Use], "not published");
#endregion

#region policy
await owner.Access.FilterRowsAsync("people", RowFilter.Parse("country IN ('FR', 'DE')"), ["analysts"]);
await owner.Access.MaskColumnAsync("people", "name", ColumnMask.Hash, ["analysts"]);
await owner.Access.MaskColumnAsync("people", "income", ColumnMask.Rounded(10_000), ["analysts"]);
#endregion

#region open
await using Workspace workspace = await Workspace.OpenAsync(Folder, new() { Principal = "bob" });
Dataset seen = await workspace.Catalog.OpenAsync("people@latest");
for (int row = 0; row < seen.RowCount; row++) Console.WriteLine($"{seen["name"].GetText(row)} {seen["country"].GetText(row)} {seen["income"].GetText(row)}");
await workspace.RunAsync("survey", run => run.LogMetricAsync("rows", seen.RowCount));
try
{
    await workspace.StartRunAsync("payroll");
}
catch (AccessDeniedException refused)
{
    Console.WriteLine(refused.Message);
}

Console.WriteLine(await owner.Access.ExplainAsync("bob", Privilege.Execute, Securable.Model("salaries")));
#endregion

#region audit
AuditAnchor anchor = await owner.Audit.AnchorAsync();                             // keep it elsewhere
await owner.Audit.LogAsync("survey.publish", "report/2026", "approved by the board");
foreach (AuditEntry entry in await owner.Audit.ReadAsync(new() { Action = "access." })) Console.WriteLine($"{entry.Sequence} {entry.Record.Actor} {entry.Record.Action} {entry.Record.Subject}");
Console.WriteLine(await owner.Audit.VerifyAsync(anchor));
await using FileStream file = File.Create("artifacts/access/audit.ndjson");
await owner.Audit.ExportAsync(file);
file.Position = 0;
Console.WriteLine(await AuditLog.VerifyExportAsync(file, anchor));
#endregion
