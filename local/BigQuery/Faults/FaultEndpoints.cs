using NextCode.Attempts.Local.BigQuery.Rest;

namespace NextCode.Attempts.Local.BigQuery.Faults;

/// <summary>
/// <c>/faults</c>, which BigQuery has not: PUT switches faults of insertAll on, DELETE off, GET says what is on and what
/// was met.
/// </summary>
internal sealed class FaultEndpoints(FaultSwitch faults)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/faults", http => http.WriteAsync(faults.Report, FaultJson.Default.FaultReport));
        routes.MapPut(
            "/faults",
            async http =>
            {
                faults.Plan = (await http.ReadAsync(FaultJson.Default.FaultPlan)).Validated();
                await http.WriteAsync(faults.Report, FaultJson.Default.FaultReport);
            }
        );
        routes.MapDelete(
            "/faults",
            http =>
            {
                faults.Plan = FaultPlan.None;
                return http.WriteAsync(faults.Report, FaultJson.Default.FaultReport);
            }
        );
    }
}
