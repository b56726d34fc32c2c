namespace Mlops.Sdk;

/// <summary>The style sheet of a page; every rule is held within the class of the report, so that it can stand in a notebook.</summary>
internal static class HtmlStyle
{
    public const string Rules = """
        body.mr{margin:0}
        .mr{background:var(--mr-bg);color:var(--mr-ink);font:16px/1.6 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;-webkit-text-size-adjust:100%}
        .mr *{box-sizing:border-box}
        .mr-doc{max-width:1080px;margin:0 auto;padding:56px 32px 96px}
        .mr-frame{max-height:720px;overflow:auto;border:1px solid var(--mr-line);border-radius:8px}
        .mr-frame .mr-doc{padding:24px 28px 32px}
        .mr h1{font-size:30px;line-height:1.2;font-weight:650;letter-spacing:-.015em;margin:0 0 8px;overflow-wrap:anywhere;color:inherit}
        .mr h2{font-size:20px;line-height:1.3;font-weight:620;letter-spacing:-.005em;margin:52px 0 18px;overflow-wrap:anywhere;color:inherit}
        .mr-frame h2{margin-top:40px}
        .mr p{margin:0 0 16px;max-width:68ch;overflow-wrap:anywhere}
        .mr-sub{color:var(--mr-muted)}
        .mr p.mr-note{color:var(--mr-muted);font-size:13px;margin:10px 0 0}
        .mr nav{display:flex;flex-wrap:wrap;gap:4px 24px;margin:24px 0 32px;padding:10px 0;font-size:14px;max-height:272px;overflow:auto;border-top:1px solid var(--mr-line);border-bottom:1px solid var(--mr-line)}
        .mr nav a{color:var(--mr-muted);text-decoration:none;white-space:nowrap;max-width:240px;overflow:hidden;text-overflow:ellipsis}
        .mr a{color:var(--mr-info);text-decoration:none}
        .mr a:hover{text-decoration:underline}
        .mr-findings{list-style:none;margin:0;padding:0;border-top:1px solid var(--mr-line)}
        .mr-findings li{display:grid;grid-template-columns:84px 132px minmax(0,1fr);gap:0 16px;align-items:baseline;padding:10px 0;border-bottom:1px solid var(--mr-line);font-size:15px;overflow-wrap:anywhere}
        .mr-badge{font-size:13px;font-weight:600;white-space:nowrap}
        .mr-badge::before{content:'';display:inline-block;width:8px;height:8px;border-radius:50%;background:currentColor;margin-right:8px}
        .mr-badge-error{color:var(--mr-error)}
        .mr-badge-warning{color:var(--mr-warning)}
        .mr-badge-info{color:var(--mr-info)}
        .mr-code{font:13px/1.6 ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;color:var(--mr-muted)}
        .mr-code b{display:block;font:13px/1.4 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif;color:var(--mr-ink)}
        .mr code{box-decoration-break:clone;-webkit-box-decoration-break:clone;font:.88em ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;background:var(--mr-soft);border-radius:4px;padding:1px 5px;overflow-wrap:anywhere}
        .mr a.mr-see{font-size:13px;white-space:nowrap}
        .mr-findings li.mr-rest{display:block;padding:0}
        .mr-rest .mr-findings{border-top:0}
        .mr-more>summary{cursor:pointer;color:var(--mr-muted);font-size:14px;padding:10px 0}
        .mr-group{border-top:1px solid var(--mr-line)}
        .mr-group:last-of-type{border-bottom:1px solid var(--mr-line)}
        .mr-group>summary{cursor:pointer;padding:9px 0;font-size:15px;font-weight:600;overflow-wrap:anywhere}
        .mr-group>summary:hover{background:var(--mr-soft)}
        .mr-group>summary small{font-size:13px;font-weight:400;color:var(--mr-muted);margin-left:12px}
        .mr-group>div{padding:8px 0 24px;scroll-margin-top:56px}
        .mr .mr-group figure{margin:0 0 16px}
        .mr .mr-group dl{display:block;margin:0 0 16px}
        .mr .mr-group dl div{display:flex;justify-content:space-between;align-items:baseline;gap:16px;padding:2px 0;border-bottom:1px solid var(--mr-line);font-size:14px}
        .mr .mr-group dd,.mr .mr-group dd.mr-long{font-size:14px;line-height:1.5;margin:0;text-align:right}
        .mr-row{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr));gap:16px 40px;align-items:start}
        .mr-row>div{min-width:0}
        .mr-spark{display:block;height:20px;width:auto;max-width:none}
        .mr-spark path{fill:var(--mr-1);opacity:.8}
        .mr dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(150px,1fr));gap:18px 32px;margin:0 0 32px}
        .mr p+dl{margin-top:28px}
        .mr dt{font-size:13px;color:var(--mr-muted);overflow-wrap:anywhere}
        .mr dd{margin:2px 0 0;font-size:20px;line-height:1.3;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
        .mr dd.mr-long{font-size:15px;line-height:1.6}
        .mr figure{margin:0 0 40px}
        .mr figcaption{font-size:14px;font-weight:600;margin:0 0 10px;overflow-wrap:anywhere}
        .mr-chart{overflow-x:auto}
        .mr-svg{display:block;width:100%;min-width:560px;height:auto;max-width:784px;overflow:visible}
        .mr-svg.mr-wide{min-width:720px;max-width:1200px}
        .mr-svg.mr-half{min-width:280px;max-width:480px}
        .mr-wrap{overflow:auto;max-height:min(80vh,720px);border-top:1px solid var(--mr-line);border-bottom:1px solid var(--mr-line)}
        .mr table{border-collapse:separate;border-spacing:0;width:100%;font-size:14px;line-height:1.45;font-variant-numeric:tabular-nums;margin:0;color:inherit;background:transparent}
        .mr th{position:sticky;top:0;background:var(--mr-bg);color:var(--mr-muted);font-weight:600;font-size:13px;text-align:left;vertical-align:bottom;padding:10px 20px 8px 0;border:0;border-bottom:1px solid var(--mr-line)}
        .mr td{text-align:left;vertical-align:top;padding:7px 20px 7px 0;border:0;border-bottom:1px solid var(--mr-line);overflow-wrap:break-word;min-width:44px;max-width:300px}
        .mr tbody tr:last-child td{border-bottom:0}
        .mr th:last-child,.mr td:last-child{padding-right:4px}
        .mr th:first-child,.mr td:first-child{position:sticky;left:0;background:var(--mr-bg)}
        .mr th:first-child{z-index:2}
        .mr td:first-child{min-width:120px}
        .mr tbody tr:hover td{background:var(--mr-soft)}
        .mr th.mr-num{text-align:right}
        .mr td.mr-num{text-align:right;white-space:nowrap}
        .mr-bar{display:flex;justify-content:space-between;align-items:center;gap:14px}
        .mr-track{flex:none;width:48px;height:8px;border-radius:2px;background:var(--mr-soft);overflow:hidden;text-align:left}
        .mr-track i{display:block;height:8px;background:var(--mr-1);opacity:.8}
        @media (max-width:640px){
        .mr-doc{padding:32px 18px 64px}
        .mr-findings li{grid-template-columns:auto 1fr;gap:4px 16px}
        .mr-findings li>:last-child{grid-column:1/-1}
        }
        @media print{
        .mr{font-size:11pt}
        .mr-doc{max-width:none;padding:0}
        .mr h2{margin-top:32px;break-after:avoid}
        .mr-wrap,.mr-frame,.mr-chart{max-height:none;overflow:visible;border:0}
        .mr th{position:static}
        .mr figure,.mr tr,.mr li,.mr dl{break-inside:avoid}
        .mr nav{display:none}
        .mr-group>summary{break-after:avoid}
        }

        """;
}
